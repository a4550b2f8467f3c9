"""Letters of which nobody knows: what is known about each, and a person's decision."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View
from wagtail.admin import messages

from mail import deciding, doubts, permissions
from mail.control import NotPossible
from mail.doubts import Doubt
from mail.forms import DecisionForm
from mail.models import Delivery
from mail.views.progress import MailingMixin

PER_PAGE = 100
DECIDE = {"sent": deciding.treat_as_sent, "again": deciding.send_again}
DONE = {"sent": "treated as sent", "again": "sent again"}


class UncertainView(MailingMixin, View):
    """Names everybody concerned. Deciding takes two steps: tick and choose, then confirm."""

    page_title = "Uncertain letters"
    template_name = "mail/desk/uncertain.html"
    rights = (permissions.SEE_MAILINGS, permissions.SEE_LETTERS)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        permissions.require(request, permissions.CONTROL)
        known = list(deciding.uncertain(self.mailing).values_list("pk", flat=True))
        form = DecisionForm(request.POST, known=known)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if not form.cleaned_data["confirmed"]:
            self.template_name = "mail/desk/decide.html"
            return self.render_to_response(self._to_confirm(form, known))
        return self._decide(form)

    def _decide(self, form: DecisionForm) -> HttpResponse:
        choice = form.cleaned_data["choice"]
        try:
            number = DECIDE[choice](self.mailing, form.chosen)
        except NotPossible as error:
            messages.error(self.request, str(error))
        else:
            letters = "letter is" if number == 1 else "letters are"
            messages.success(self.request, f"{number} {letters} {DONE[choice]}.")
        if deciding.uncertain(self.mailing).exists():
            return redirect("post_office:uncertain", self.mailing.pk)
        return redirect("post_office:progress", self.mailing.pk)

    def _to_confirm(self, form: DecisionForm, known: list[int]) -> dict[str, Any]:
        chosen = form.chosen
        return super().get_context_data() | {
            "mailing": self.mailing,
            "choice": form.cleaned_data["choice"],
            "whole": chosen is None,
            "chosen": chosen or [],
            "number": len(known if chosen is None else chosen),
        }

    @cached_property
    def letters(self) -> Page:
        found = deciding.uncertain(self.mailing).select_related("batch").order_by("batch", "pk")
        return Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        return super().get_context_data(**kwargs) | {
            "mailing": self.mailing,
            "calls": self._calls(),
            "letters": self.letters,
            "number": self.letters.paginator.count,
            "errors": form.errors.values() if form else [],
            "ticked": form.data.getlist("letter") if form else [],
            "may_control": permissions.may(self.request, permissions.CONTROL),
        }

    def _calls(self) -> list[tuple[Doubt, list[Delivery]]]:
        """The letters of this page, call by call."""
        by_batch: dict[int, list[Delivery]] = {}
        for letter in self.letters:
            by_batch.setdefault(letter.batch_id, []).append(letter)
        found = doubts.of(self.mailing, at=timezone.now(), batches=by_batch)
        return [(doubt, by_batch[doubt.batch_id]) for doubt in found]
