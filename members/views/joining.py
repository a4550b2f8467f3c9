"""Join: the form, the letter's link, and what one would like to read."""

from datetime import timedelta

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.models import SiteIdentity
from members import joining, limits, preferences
from members.forms import InterestsForm, JoinForm
from members.models import Member
from members.views.posted import posted
from members.wording import consent_words

_MAY_CHOOSE = "members.may_choose"
"""In the session: whose interests this browser may set, and since when. Not a sign-in."""

_MAY_LOOK_FOR = timedelta(minutes=30)
_MAY_SAVE_FOR = timedelta(days=1)
"""Whoever was called away from the page saves what they ticked; to see a member's choices, which
others at the same computer might, is over sooner."""


@never_cache
@rate_limit(action="join")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The form; afterwards the same page for every address, known or not."""
    if _is_member(request):
        return redirect("preferences")
    words = consent_words(SiteIdentity.of(request))
    form = JoinForm(posted(request), words=words)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        if limits.may_write_to(address, request):
            joining.ask(address=address, wording=words, source=reverse("join"))
        return render(request, "members/join_sent.html", {"address": address})
    return render(request, "members/join.html", {"form": form})


@never_cache
@rate_limit(action="join_confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows a button; only the button confirms."""
    try:
        if request.method == "POST":
            member = joining.confirm(token, source="letter")
            _let_choose(request, member)
            return redirect("join_interests")
        joining.member_behind(token)
        response = render(request, "members/join_confirm.html")
    except joining.AlreadyConfirmed:
        response = render(request, "members/join_confirmed_before.html")
    except joining.LinkIsDead:
        response = render(request, "members/join_link_dead.html", status=410)
    response["Referrer-Policy"] = "same-origin"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest) -> HttpResponse:
    """Straight after confirming; later the same questions are on the preferences page."""
    is_saved = request.method == "POST"
    member = _may_choose_for(request, _MAY_SAVE_FOR if is_saved else _MAY_LOOK_FOR)
    if member is None and is_saved:
        late = {"form": InterestsForm(request.POST), "is_late": True}
        return render(request, "members/interests.html", late, status=410)
    if member is None:
        return redirect("preferences")
    before = preferences.choices_of(member)
    form = InterestsForm(posted(request), instance=member)
    if is_saved and form.is_valid():
        preferences.save(form, before=before, source=reverse("join_interests"))
        return redirect("join_done")
    return render(request, "members/interests.html", {"form": form})


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """The end of joining. The same for everybody, so it needs to know nobody."""
    return render(request, "members/join_done.html")


def _is_member(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and Member.objects.confirmed().filter(user=user).exists()


def _let_choose(request: HttpRequest, member: Member) -> None:
    request.session.cycle_key()
    # The cookie goes when the browser is closed, so a day is never longer than a sitting.
    request.session[_MAY_CHOOSE] = {"member": member.pk, "since": timezone.now().timestamp()}


def _may_choose_for(request: HttpRequest, how_long: timedelta) -> Member | None:
    grant = request.session.get(_MAY_CHOOSE)
    if not grant or grant.get("since", 0) + how_long.total_seconds() < timezone.now().timestamp():
        return None
    return Member.objects.confirmed().filter(pk=grant["member"]).first()
