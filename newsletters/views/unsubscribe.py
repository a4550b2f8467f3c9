"""Unsubscribing without sign-in, cookie or question (RFC 8058); less often as an equal choice."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members.enums import Frequency
from newsletters import easing, subscribing
from newsletters.enums import EndedVia
from newsletters.links import TEST_TOKEN
from newsletters.models import Subscription
from newsletters.views import tokens

INSTEAD = "instead"
"""What the other buttons send; what is posted without it stops the newsletter."""


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_view(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing. The button, or a mail program, does."""
    if token == TEST_TOKEN:
        return tokens.page(request, "newsletters/unsubscribe_test.html")
    subscription = tokens.subscription_of(token)
    if subscription is None:
        return tokens.page(request, "newsletters/unsubscribe_unknown.html", status=404)
    one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    wish = "" if one_click else request.POST.get(INSTEAD, "")
    if request.method == "POST" and not wish:
        via = EndedVia.ONE_CLICK if one_click else EndedVia.PAGE
        subscribing.unsubscribe(subscription, via=via, source=tokens.SOURCE)
    elif request.method == "POST" and easing.may_come(subscription):
        done = _instead(subscription, wish)
        subscription = tokens.subscription_of(token)
        if done and subscription:
            return _page(request, "newsletters/unsubscribe_instead.html", subscription, done=done)
    return _asked_or_ended(request, token)


def _asked_or_ended(request: HttpRequest, token: str) -> HttpResponse:
    """As it is now, whoever changed it."""
    subscription = tokens.subscription_of(token)
    if subscription is None:
        return tokens.page(request, "newsletters/unsubscribe_unknown.html", status=404)
    ended = subscription.ended_at is not None
    template = "newsletters/unsubscribed.html" if ended else "newsletters/unsubscribe.html"
    return _page(request, template, subscription)


def _instead(subscription: Subscription, wish: str) -> str:
    """What was done, in a sentence; nothing for a wish that nobody offered."""
    name = subscription.newsletter.name
    if wish == "start":
        subscribing.start(subscription.member, subscription.newsletter, source=tokens.SOURCE)
        return f"{name} comes to you again."
    if wish == "pause":
        member = easing.pause(subscription, source=tokens.SOURCE)
        return f"Newsletters come again from {member.paused_until:%-d %B %Y}."
    if wish in {Frequency.MONTHLY, Frequency.QUARTERLY}:
        member = easing.take_less_often(subscription, Frequency(wish), source=tokens.SOURCE)
        how_often = Frequency(member.frequency).label
        return f"{name} comes {how_often[0].lower()}{how_often[1:]}."
    return ""


def _page(
    request: HttpRequest, template: str, subscription: Subscription, *, done: str = ""
) -> HttpResponse:
    member = subscription.member
    return tokens.page(
        request,
        template,
        newsletter=subscription.newsletter,
        token=subscription.token,
        less_often=easing.less_often(subscription),
        may_come=easing.may_come(subscription),
        has_others=member.subscriptions.live().exclude(pk=subscription.pk).exists(),
        done=done,
    )
