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


def section(request: HttpRequest, member: Member) -> SafeString:
    """Each newsletter, whether it comes, and one button to change that."""
    live = set(member.subscriptions.live().values_list("newsletter", flat=True))
    offered = [
        (newsletter, newsletter.pk in live)
        for newsletter in Newsletter.objects.all()
        if newsletter.is_active or newsletter.pk in live
    ]
    if not offered:
        return SafeString("")
    return render_to_string("newsletters/preferences.html", {"offered": offered}, request)


@login_required
@require_POST
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Start or stop one newsletter, for the signed-in member alone."""
    members = Member.objects.confirmed().select_related("user")
    member = get_object_or_404(members, user=cast("User", request.user))
    newsletter = get_object_or_404(Newsletter, slug=slug)
    source = reverse("preferences")
    if "start" in request.POST:
        subscribing.start(member, newsletter, source=source)
        messages.success(request, f"{newsletter} comes to you from now on.")
    elif "stop" in request.POST:
        if subscription := member.subscriptions.filter(newsletter=newsletter).first():
            subscribing.unsubscribe(subscription, via=EndedVia.PREFERENCES, source=source)
        messages.success(request, f"{newsletter} is stopped.")
    return redirect("preferences")
