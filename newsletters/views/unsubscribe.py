"""Unsubscribing without sign-in, cookie or question (RFC 8058)."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletters.enums import EndedVia
from newsletters.links import TEST_TOKEN
from newsletters.models import Subscription
from newsletters.subscribing import unsubscribe

TOKEN_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,64}")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_view(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: mail scanners follow links. The button, or a mail program, does.

    No cookie and no CSRF token is asked for: the token in the address is the proof, and the only
    thing that a forged request could do is what its owner may do with one click.
    """
    if token == TEST_TOKEN:
        return _page(request, "newsletters/unsubscribe_test.html")
    subscription = _subscription(token)
    if subscription is None:
        return _page(request, "newsletters/unsubscribe_unknown.html", status=404)
    if request.method == "POST":
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        via = EndedVia.ONE_CLICK if one_click else EndedVia.PAGE
        unsubscribe(subscription, via=via, source="letter")
    ended = request.method == "POST" or subscription.ended_at is not None
    template = "newsletters/unsubscribed.html" if ended else "newsletters/unsubscribe.html"
    return _page(request, template, newsletter=subscription.newsletter)


def _subscription(token: str) -> Subscription | None:
    if not TOKEN_SHAPE.fullmatch(token):
        return None
    subscriptions = Subscription.objects.select_related("newsletter", "member__user")
    return subscriptions.filter(token=token).first()


def _page(
    request: HttpRequest, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Not to be kept, not to be found, and its address not to be told to anybody."""
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
