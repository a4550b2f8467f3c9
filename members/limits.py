"""How often one address may be written to because somebody typed it in."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def may_write_to(address: str, request: HttpRequest) -> bool:
    """Counts known and unknown addresses alike, so that the limit tells nothing either."""
    key = salted_hmac("members.limits", address).hexdigest()
    return ratelimit.consume(request, action="join_letter", key=key)
