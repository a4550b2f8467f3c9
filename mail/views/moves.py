"""The buttons that stop a mailing and let it go on. Each may be pressed twice."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import View
from wagtail.admin import messages

from mail import control, permissions, progress
from mail.models import Mailing
from mail.views.progress import MailingMixin


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand nothing more over for now."""
    return _move(request, pk, control.pause, "Paused. What is being handed over is finished.")


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on where it stopped."""
    return _move(request, pk, control.resume, "Going on.")


class CancelView(MailingMixin, View):
    """Asks first: it cannot be undone."""

    template_name = "mail/desk/cancel.html"
    page_title = "Cancel"
    rights = (permissions.SEE_MAILINGS, permissions.CONTROL)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return _move(request, pk, control.cancel, "Cancelled. Nothing more is handed over.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        total = progress.of(self.mailing, at=timezone.now()).total
        return super().get_context_data(**kwargs) | {"mailing": self.mailing, "total": total}


def _move(
    request: HttpRequest, pk: int, step: Callable[[Mailing], None], done: str
) -> HttpResponse:
    permissions.require(request, permissions.SEE_MAILINGS, permissions.CONTROL)
    try:
        step(get_object_or_404(Mailing, pk=pk))
    except control.NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("post_office:progress", pk)
