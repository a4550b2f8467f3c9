"""Preferences: what one gets, what one agreed to, and the way out."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members import leaving
from members import preferences as choosing
from members.enums import ConsentAction
from members.forms import PreferencesForm
from members.models import ConsentEvent, Member, User
from members.views.posted import posted


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """For the signed-in member alone."""
    member = _member(request)
    if member is None:
        return redirect("join")
    before = choosing.choices_of(member)
    form = PreferencesForm(posted(request), instance=member)
    if request.method == "POST" and form.is_valid():
        choosing.save(form, before=before, source=reverse("preferences"))
        messages.success(request, "Your preferences are saved.")
        return redirect("preferences")
    consent = ConsentEvent.objects.of(member.user.subject)
    context = {
        "form": form,
        "member": member,
        "agreed": consent.filter(action=ConsentAction.CONFIRMED).last(),
        "events": consent,
        "sections": choosing.sections(request, member),
    }
    return render(request, "members/preferences.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Says what will go and what will stay; the button does it."""
    member = _member(request)
    if member is None:
        return redirect("join")
    if request.method == "POST":
        works_here = member.user.works_here
        leaving.leave(member, source=reverse("leave"))
        if not works_here:
            request.session.flush()
        return redirect("left")
    return render(request, "members/leave.html", {"member": member})


@require_http_methods(["GET", "HEAD"])
def left(request: HttpRequest) -> HttpResponse:
    """The last page. It knows nobody any more."""
    return render(request, "members/left.html")


def _member(request: HttpRequest) -> Member | None:
    members = Member.objects.confirmed().select_related("user", "role", "area")
    return members.filter(user=cast("User", request.user)).first()
