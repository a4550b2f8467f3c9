"""What became of editions, and how the membership grows: numbers for staff, nobody's name."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletters import permissions
from newsletters.enums import DispatchState
from newsletters.results import comparing, pictures
from newsletters.results.drawing import drawn
from newsletters.results.growing import growth
from newsletters.views.desk import DispatchMixin


class ResultsView(DispatchMixin, WagtailAdminTemplateMixin, View):
    """One edition: what became of its letters, and how that compares."""

    header_icon = "mail"
    template_name = "newsletters/results/edition.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return f"Results of {self.dispatch_row.edition.get_admin_display_title()}"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        dispatch = self.dispatch_row
        return [
            *self.breadcrumbs_items,
            {"url": reverse("edition_desk:index"), "label": "Newsletters"},
            {
                "url": reverse("edition_desk:dispatch", args=[dispatch.pk]),
                "label": dispatch.edition.get_admin_display_title(),
            },
            {"url": "", "label": "Results"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dispatch = self.dispatch_row
        context = super().get_context_data(**kwargs) | {"dispatch": dispatch, "at": timezone.now()}
        lines = comparing.compared(dispatch)
        if not lines:
            return context
        line = next(line for line in lines if line.dispatch.pk == dispatch.pk)
        items = drawn(dispatch)
        return context | {
            "drawn": items,
            "drawn_pictures": pictures.of_clicks(items),
            "line": line,
            "lines": lines[::-1],
            "is_moving": dispatch.state == DispatchState.SENDING,
            "reports": pictures.of_reports(line.outcome),
            "pictures": pictures.of_comparison(lines),
        }


class ResultsTableView(DispatchMixin, View):
    """The comparison for a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        table = comparing.table(comparing.compared(self.dispatch_row))
        response = HttpResponse(table, content_type="text/csv; charset=utf-8")
        name = f"{self.dispatch_row.newsletter.slug}-results.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class GrowthView(WagtailAdminTemplateMixin, View):
    """The membership of the last two years."""

    page_title = "Growth of the membership"
    header_icon = "group"
    template_name = "newsletters/results/growth.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not permissions.works_on_newsletters(request.user):
            raise Http404
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("edition_desk:index"), "label": "Newsletters"},
            {"url": "", "label": "Growth"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        months = growth(at=timezone.now())
        return super().get_context_data(**kwargs) | {
            "months": months[::-1],
            "latest": months[-1],
            "pictures": pictures.of_growth(months),
        }
