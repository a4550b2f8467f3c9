"""Unsubscribing without sign-in, cookie or question (RFC 8058); less often as an equal choice."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mail import suppression
from members import limits
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
    done = ""
    if request.method == "POST":
        if _wish(request) and not limits.may_choose_again(subscription.member, request):
            return tokens.too_often(request)
        done = _do(request, subscription)
        subscription = tokens.subscription_of(token) or subscription
    return _page(request, subscription, done=done)


def _do(request: HttpRequest, subscription: Subscription) -> str:
    """What the pressed button says; in a sentence, if it was another than to stop."""
    if wish := _wish(request):
        return _instead(subscription, wish) if easing.may_come(subscription) else ""
    via = EndedVia.ONE_CLICK if _is_one_click(request) else EndedVia.PAGE
    subscribing.unsubscribe(subscription, via=via, source=tokens.SOURCE)
    return ""


def _is_one_click(request: HttpRequest) -> bool:
    return request.POST.get("List-Unsubscribe") == "One-Click"


def _wish(request: HttpRequest) -> str:
    """What is asked for instead of stopping; a mail program always stops."""
    return "" if _is_one_click(request) else request.POST.get(INSTEAD, "")


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


def _page(request: HttpRequest, subscription: Subscription, *, done: str) -> HttpResponse:
    """As it is now, whoever changed it."""
    member = subscription.member
    name = "unsubscribed" if subscription.ended_at else "unsubscribe"
    return tokens.page(
        request,
        f"newsletters/{'unsubscribe_instead' if done else name}.html",
        newsletter=subscription.newsletter,
        token=subscription.token,
        less_often=easing.less_often(subscription),
        may_come=easing.may_come(subscription),
        has_others=member.subscriptions.live().exclude(pk=subscription.pk).exists(),
        done=done,
        paused_until=member.paused_until if member.is_paused else None,
        is_closed=bool(done) and suppression.is_suppressed(member.user.email),
    )
