"""The newsletters' part of a member's preferences page."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from members.models import Member, User
from newsletters import subscribing
from newsletters.enums import EndedVia
from newsletters.models import Newsletter

NOT_OFFERED = "Nothing was changed: that newsletter is not offered any more."


def section(request: HttpRequest, member: Member) -> SafeString:
    """Each newsletter, whether it comes, and one button to change that."""
    offered = offered_to(member)
    if not offered:
        return SafeString("")
    context = {"offered": offered, "action": reverse("change_subscriptions")}
    return render_to_string("newsletters/preferences.html", context, request)


def offered_to(member: Member) -> list[tuple[Newsletter, bool]]:
    """Each newsletter that comes to them or may, with whether it does."""
    live = set(member.subscriptions.live().values_list("newsletter", flat=True))
    return [
        (newsletter, newsletter.pk in live)
        for newsletter in Newsletter.objects.all()
        if newsletter.is_active or newsletter.pk in live
    ]


def start_or_stop(request: HttpRequest, member: Member, *, source: str) -> str:
    """Do what the pressed button says, and what was done in a sentence; "" if it could not be."""
    slug = request.POST.get("start") or request.POST.get("stop")
    offered = {newsletter.slug: newsletter for newsletter, _ in offered_to(member)}
    if slug not in offered:
        return ""
    newsletter = offered[slug]
    if request.POST.get("start"):
        subscribing.start(member, newsletter, source=source)
        return f"{newsletter} comes to you from now on."
    if subscription := member.subscriptions.filter(newsletter=newsletter).first():
        subscribing.unsubscribe(subscription, via=EndedVia.PREFERENCES, source=source)
    return f"{newsletter} is stopped."


@login_required
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Start or stop one newsletter, for the signed-in member alone."""
    members = Member.objects.confirmed().select_related("user")
    member = get_object_or_404(members, user=cast("User", request.user))
    done = start_or_stop(request, member, source=reverse("preferences"))
    if done:
        messages.success(request, done)
    else:
        messages.warning(request, NOT_OFFERED)
    return redirect("preferences")
