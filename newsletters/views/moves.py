"""The buttons that move an edition on or stop it. Each may be pressed twice."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from newsletters import dispatching, permissions
from newsletters.models import Dispatch


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand nothing more over for now."""
    return _move(request, pk, dispatching.pause, "Paused.")


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on where it stopped."""
    return _move(request, pk, dispatching.resume, "Going on.")


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it for good."""
    return _move(request, pk, dispatching.cancel, "Cancelled.")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an approved or a cancelled edition a draft again."""
    return _move(request, pk, dispatching.reopen, "A draft again.")


@require_POST
def hurry(request: HttpRequest, pk: int) -> HttpResponse:
    """Wait no longer."""
    return _move(request, pk, dispatching.hurry, "The first letters leave within a minute.")


def _move(request: HttpRequest, pk: int, step: Callable[[int], object], done: str) -> HttpResponse:
    permissions.require_approver(request.user)
    get_object_or_404(Dispatch, pk=pk)
    try:
        step(pk)
    except dispatching.NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("edition_desk:dispatch", pk)
