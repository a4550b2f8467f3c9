"""One mailing on its way: how far it is, what became of the letters, what can be done."""

from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import ModelLogEntry

from mail import permissions, progress, reasons
from mail.enums import DeliveryStatus, MailingState
from mail.models import Mailing

EVERY = 5
"""Seconds after which a page that moves is asked for again."""
DECISIONS = 20


class MailingMixin(WagtailAdminTemplateMixin):
    """A screen about one mailing, for whoever may see mailings."""

    request: HttpRequest
    kwargs: dict[str, Any]
    header_icon = "mail"
    rights: tuple[str, ...] = (permissions.SEE_MAILINGS,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        permissions.require(request, *self.rights)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def mailing(self) -> Mailing:
        return get_object_or_404(Mailing, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("mail_mailing_modeladmin_index"), "label": "Mailings"},
            *self.get_crumbs(),
        ]

    def get_crumbs(self) -> list[dict[str, str]]:
        """The end of the way here."""
        own = reverse("post_office:progress", args=[self.mailing.pk])
        return [
            {"url": own, "label": self.mailing.label},
            {"url": "", "label": self.get_page_title()},
        ]


class ProgressView(MailingMixin, View):
    """Asks for itself again while letters leave, unless the reader wants it to stand still."""

    template_name = "mail/desk/progress.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return self.mailing.label

    def get_crumbs(self) -> list[dict[str, str]]:
        return [{"url": "", "label": self.mailing.label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mailing, at = self.mailing, timezone.now()
        now = progress.of(mailing, at=at)
        moving = mailing.state in {MailingState.SENDING, MailingState.PLANNING}
        still = self.request.GET.get("still") == "yes"
        return super().get_context_data(**kwargs) | {
            "mailing": mailing,
            "progress": now,
            "answers": [
                (DeliveryStatus(status).label, number)
                for status, number in sorted(now.answers.items())
            ],
            "left_out": reasons.in_words(mailing.excluded),
            "left_out_number": sum(mailing.excluded.values()),
            "is_moving": moving,
            "refresh": EVERY if moving and not still else 0,
            "every": EVERY,
            "at": at,
            "decisions": decisions(mailing),
            "may_control": permissions.may(self.request, permissions.CONTROL),
            "may_see_letters": permissions.may(self.request, permissions.SEE_LETTERS),
            "can_pause": mailing.state == MailingState.SENDING,
            "can_resume": mailing.state == MailingState.PAUSED,
            "can_cancel": mailing.state in {MailingState.SENDING, MailingState.PAUSED},
        }


def decisions(mailing: Mailing) -> list[ModelLogEntry]:
    """What was done with it, and by whom; the latest first."""
    kind = ContentType.objects.get_for_model(Mailing)
    entries = ModelLogEntry.objects.filter(
        content_type=kind, object_id=str(mailing.pk), action__startswith="mail."
    )
    return list(entries.select_related("user").order_by("-timestamp", "-pk")[:DECISIONS])
