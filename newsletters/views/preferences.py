"""Preferences by the link of any letter, without signing in.

It changes or stops letters and nothing else: it signs nobody in, and shows neither the address in
full nor what was agreed to. For leaving one signs in. A link ends with its subscription, so that
whoever stops a newsletter also closes the links in its letters.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members import limits
from members import preferences as choosing
from members.forms import PreferencesForm
from members.models import Member
from members.views.posted import posted
from newsletters import easing
from newsletters.links import TEST_TOKEN
from newsletters.views import subscriptions, tokens
from newsletters.views.subscriptions import NOT_OFFERED


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences_view(request: HttpRequest, token: str) -> HttpResponse:
    """What comes, when, and what about: for whoever holds the letter."""
    if token == TEST_TOKEN:
        return tokens.page(request, "newsletters/letter_preferences_test.html")
    subscription = tokens.subscription_of(token)
    if subscription is None or subscription.ended_at or not easing.may_come(subscription):
        return tokens.page(request, "newsletters/letter_preferences_unknown.html", status=404)
    member = subscription.member
    if _begins(request) and not limits.may_choose_again(member, request):
        return tokens.too_often(request)
    if {"start", "stop"} & request.POST.keys():
        done = subscriptions.start_or_stop(request, member, source=tokens.SOURCE)
        subscription.refresh_from_db(fields=["ended_at"])
        if subscription.ended_at:
            return redirect("unsubscribe", token)
        return _preferences(
            request, member, PreferencesForm(instance=member), done=done or NOT_OFFERED
        )
    before = choosing.choices_of(member)
    form = PreferencesForm(posted(request), instance=member)
    if request.method == "POST" and form.is_valid():
        choosing.save(form, before=before, source=tokens.SOURCE)
        fresh = PreferencesForm(instance=member)
        return _preferences(request, member, fresh, done="Your preferences are saved.")
    return _preferences(request, member, form)


def _begins(request: HttpRequest) -> bool:
    """Whether something else is asked for than to stop a newsletter, which is never refused."""
    return request.method == "POST" and ("start" in request.POST or "stop" not in request.POST)


def _preferences(
    request: HttpRequest, member: Member, form: PreferencesForm, *, done: str = ""
) -> HttpResponse:
    return tokens.page(
        request,
        "newsletters/letter_preferences.html",
        form=form,
        done=done,
        masked_address=member.masked_address,
        offered=subscriptions.offered_to(member),
    )
