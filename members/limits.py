"""How often one address is written to, and one member's choices changed by a letter's link."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from members.models import Member


def may_write_to(address: str, request: HttpRequest) -> bool:
    """Counts known and unknown addresses alike, so that the limit tells nothing either."""
    key = salted_hmac("members.limits", address).hexdigest()
    return ratelimit.consume(request, action="join_letter", key=key)


def may_choose_again(member: Member, request: HttpRequest) -> bool:
    """Counts what is begun or changed without signing in: each leaves a proof, kept for good.

    Stopping is never counted. It can be done once more at most after the limit, so it is bounded,
    too.
    """
    key = salted_hmac("members.limits", str(member.user.subject)).hexdigest()
    return ratelimit.consume(request, action="letter_choice", key=key)
