"""Where editors see what owners sent, and decide on each."""

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from library.enums import Decision
from library.modeladmin import ReportReaders
from library.models import ServiceCheck, ServiceCorrection, ServicePage
from library.owners import answering

if TYPE_CHECKING:
    from members.models import User

LIST = "library_servicecorrection_modeladmin_index"


class CorrectionAdmin(ModelAdmin):
    model = ServiceCorrection
    menu_label = "Corrections"
    menu_icon = "edit"
    permission_helper_class = ReportReaders
    history_view_enabled = False
    list_display = ("entry", "made_at", "decision", "decided_by")
    list_filter = ("decision", "made_at")
    list_select_related = ("service", "decided_by")
    list_per_page = 50

    def entry(self, correction: ServiceCorrection) -> SafeString:
        """Leads to what was sent."""
        address = reverse("service_correction", args=[correction.pk])
        return format_html('<a href="{}">{}</a>', address, correction.service.title)


class CheckAdmin(ModelAdmin):
    model = ServiceCheck
    menu_label = "Who was asked"
    menu_icon = "mail"
    permission_helper_class = ReportReaders
    history_view_enabled = False
    list_display = ("service", "asked_at", "answer", "answered_at")
    list_filter = ("answer", "asked_at")
    list_select_related = ("service",)
    list_per_page = 50


class OwnersAdmin(ModelAdminGroup):
    """The menu."""

    menu_label = "Services"
    menu_icon = "site"
    menu_order = 640
    items = (CorrectionAdmin, CheckAdmin)


class CorrectionView(WagtailAdminTemplateMixin, View):
    """What the entry says, what its owner wants it to say, and the decision."""

    page_title = "Correction by an owner"
    header_icon = "edit"
    template_name = "library/desk/correction.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        corrections = ServiceCorrection.objects.select_related("service", "decided_by")
        self.correction = get_object_or_404(corrections, pk=kwargs["pk"])
        self.rights = self.correction.service.permissions_for_user(request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For whoever may change that page, and no others."""
        if not self.rights.can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        decision = request.POST.get("decision")
        service, user = self.correction.service, cast("User", request.user)
        if decision == "publish" and not self.may_publish:
            raise PermissionDenied
        try:
            if decision == "decline":
                answering.decline(self.correction, user=user)
                messages.success(request, "Declined. The entry stays as it is.")
            elif decision in ("draft", "publish") and self.rights.page_locked():
                messages.error(request, "The entry is locked. Unlock it, then decide.")
                return redirect("service_correction", pk)
            elif decision in ("draft", "publish"):
                publish = decision == "publish"
                answering.accept(self.correction, user=user, publish=publish)
                done = "Accepted and published." if publish else "Accepted, as a draft."
                messages.success(request, f"{done} Add what they wrote besides, if anything.")
                return redirect("wagtailadmin_pages:edit", service.pk)
        except answering.AlreadyDecided:
            messages.error(request, "Somebody has decided on this already.")
        except ValidationError as error:
            words = " ".join(error.messages)
            messages.error(request, f"It cannot be published like this: {words}")
            return redirect("service_correction", pk)
        return redirect(LIST)

    @property
    def may_publish(self) -> bool:
        """Not over an editor's head: what they have begun would be published with it."""
        waiting = self.correction.service.has_unpublished_changes
        return bool(self.rights.can_publish()) and not waiting

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(LIST), "label": "Corrections"},
            {"url": "", "label": self.correction.service.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        correction = self.correction
        return super().get_context_data(**kwargs) | {
            "correction": correction,
            "service": correction.service,
            "rows": [
                (label, _said(correction.service, field), value)
                for field, value in correction.changes.items()
                if (label := _label(field))
            ],
            "is_waiting": correction.decision == Decision.WAITING,
            "may_publish": self.may_publish,
        }


def _label(field: str) -> str:
    stored: Any = ServicePage._meta.get_field(field)
    return str(stored.verbose_name).capitalize()


def _said(service: ServicePage, field: str) -> str:
    return str(getattr(service, field))
