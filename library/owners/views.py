"""The page behind an owner's link. Opening it shows; only a button changes anything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from library.models.checks import ServiceCheck
from library.owners import answering, asking
from library.owners.forms import CorrectionForm
from library.owners.showing import shown
from library.reading.service import made_sure


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """The entry, and two answers: all of it is right, or what is not."""
    try:
        response = _answer(request, asking.behind(token))
    except asking.AlreadyAnswered:
        response = render(request, "library/owner_thanks.html", {"before": True})
    except asking.LinkIsDead:
        response = render(request, "library/owner_link_dead.html", status=410)
    # The link is all that is needed to answer: no other site learns it.
    response["Referrer-Policy"] = "same-origin"
    return response


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The end. It is the same for every entry, so it needs to know none."""
    return render(request, "library/owner_thanks.html")


def _answer(request: HttpRequest, asked: ServiceCheck) -> HttpResponse:
    service = asked.service
    if request.method == "POST" and request.POST.get("answer") == "right":
        answering.confirm(asked)
        return redirect("service_check_thanks")
    form = CorrectionForm(service, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answering.correct(asked, changes=form.changes, words=form.cleaned_data["words"])
        return redirect("service_check_thanks")
    found = {
        "form": form,
        "service": service,
        "entry": shown(service),
        "made_sure": made_sure(service),
        "today": timezone.localdate(),
    }
    return render(request, "library/owner_check.html", found)
