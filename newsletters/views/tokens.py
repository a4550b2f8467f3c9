"""What the views have in common that the link of a letter opens.

The token in the address is the proof, and all of it: no cookie is set or asked for, and no CSRF
token. Whoever could forge a request would have to know the token, and then needs no forgery. It
has 192 random bits, so guesses need not be counted. Looking changes nothing: mail scanners and
browsers open links ahead of their readers.
"""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsletters.models import Subscription

TOKEN_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,64}")

SOURCE = "letter"
"""Where a consent event says that something was changed."""

WAIT_SECONDS = 60 * 60
"""After so long some more may be changed: `letter_choice` in the limits."""


def subscription_of(token: str) -> Subscription | None:
    """Whose letter the link stood in, whether or not it still comes."""
    if not TOKEN_SHAPE.fullmatch(token):
        return None
    subscriptions = Subscription.objects.select_related(
        "newsletter", "member__user", "member__role", "member__area"
    )
    return subscriptions.filter(token=token).first()


def page(
    request: HttpRequest, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Not to be kept, not to be found, and its address not to be told to anybody."""
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def too_often(request: HttpRequest) -> HttpResponse:
    """Nothing was changed: too much was, lately. Stopping still works, and it says so."""
    response = page(request, "newsletters/letter_too_often.html", status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response
