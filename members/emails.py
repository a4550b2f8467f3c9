"""The letters members get, as values: composed here, posted by whoever asks.

None of them holds the address, and no subject says what the site is about.
"""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from content.models import SiteIdentity
from mail.composing import Envelope, compose
from members.models import User


def confirmation(user: User, token: str) -> Envelope:
    """Asks the owner of the address whether it was they who asked to join."""
    link = _address("join_confirm", token)
    return letter("members/confirmation", to=user.email, recipient=user, context={"link": link})


def already_a_member(user: User) -> Envelope:
    """Tells a member that somebody asked to join with their address."""
    context = {"sign_in_link": _address("preferences")}
    return letter("members/already_a_member", to=user.email, recipient=user, context=context)


def sign_in_code(to: str, code: str) -> Envelope:
    """The code a member asked for."""
    return letter("account/sign_in_code", to=to, context={"code": code})


def staff_have_passwords(user: User) -> Envelope:
    """Tells staff who asked for a code where to sign in."""
    context = {"link": _address("staff_sign_in")}
    return letter("account/staff_sign_in", to=user.email, recipient=user, context=context)


def nobody_by_that_address(to: str) -> Envelope:
    """Tells the owner of an address that it is not known here, and how to join."""
    return letter("account/unknown_address", to=to, context={"link": _address("join")})


def letter(
    name: str, *, to: str, context: Mapping[str, object], recipient: User | None = None
) -> Envelope:
    """One service letter, under the site's own name."""
    site = SiteIdentity.of(None)
    return Envelope(
        to=to,
        words=compose(name, {"site_name": site.name, **context}),
        label=name,
        recipient_id=recipient.pk if recipient else None,
    )


def _address(name: str, *args: str) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"
