"""Was this useful? Three addresses that set no cookie and know nobody.

They are exempt from Django's token against forgery, which would need a cookie: nothing here depends
on who asks. What another site sends is refused all the same.
"""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content import listening
from content.errors import too_many
from content.forms import AnswerForm, MoreForm
from content.leaving import render_with_way_out
from content.models import BasePage, Feedback
from content.visibility import public_pages

TRAP = "website"
"""A field that no reader sees; what fills it in is a machine, and is thanked for nothing."""


@csrf_exempt
@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Note yes or no, then ask what was missing."""
    _refuse_other_sites(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Neither yes nor no, or no page.")
    page = public_pages([form.cleaned_data["page"]]).get(form.cleaned_data["page"])
    if page is None or page.is_root():
        raise Http404
    if request.POST.get(TRAP):
        return redirect("feedback_thanks")
    place = _place(request)
    if not ratelimit.consume(request, action="feedback", key=place):
        return too_many(request)
    was_useful = form.cleaned_data["useful"] == "yes"
    given = listening.take(page, was_useful=was_useful, place=place)
    return redirect("feedback_more", listening.reference(given))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask what was missing or out of date; to say nothing is fine."""
    if request.method == "POST":
        _refuse_other_sites(request)
    form = MoreForm(request.POST if request.method == "POST" else None)
    try:
        given = listening.behind(reference)
    except listening.TooLate:
        return _too_late(request, form)
    if request.method == "POST" and form.is_valid():
        if not request.POST.get(TRAP):
            listening.add_words(given, form.cleaned_data["words"])
        return redirect("feedback_thanks", reference)
    return _show(request, "content/feedback_more.html", given, form=form)


@never_cache
@require_safe
def thanks(request: HttpRequest, reference: str = "") -> HttpResponse:
    """The end, and the way back to the page."""
    try:
        given = listening.behind(reference)
    except listening.TooLate:
        given = None
    return _show(request, "content/feedback_thanks.html", given)


def _too_late(request: HttpRequest, form: MoreForm) -> HttpResponse:
    """What was typed is not kept, and is not lost either: its writer gets it back."""
    if not request.POST.get("words", "").strip() or request.POST.get(TRAP):
        return redirect("feedback_thanks")
    return render(request, "content/feedback_late.html", {"form": form}, status=410)


def _show(
    request: HttpRequest, template: str, given: Feedback | None, form: MoreForm | None = None
) -> HttpResponse:
    """Who could leave the page at once can leave what follows it at once."""
    page = given.page.specific if given else None
    way_out = page.way_out(request) if isinstance(page, BasePage) else ""
    return render_with_way_out(request, template, {"form": form, "about": page}, way_out=way_out)


def _refuse_other_sites(request: HttpRequest) -> None:
    """Browsers say where a form stands: `Sec-Fetch-Site`, and those before it `Origin`."""
    site = request.headers.get("Sec-Fetch-Site")
    here = f"{request.scheme}://{request.get_host()}"
    if (site or "same-origin") != "same-origin":
        raise PermissionDenied
    if not site and request.headers.get("Origin", here) != here:
        raise PermissionDenied


def _place(request: HttpRequest) -> str:
    """Stands for the network address, which is kept nowhere; from it nobody finds the address."""
    address = get_adapter().get_client_ip(request)
    return salted_hmac("content.feedback", address, algorithm="sha256").hexdigest()
