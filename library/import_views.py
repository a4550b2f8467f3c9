"""The editors' screens for bringing resources in from a table."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content import tables
from content.tables import Row, Unreadable
from library import importing
from library.models import LibraryIndexPage
from library.resource_columns import columns, example

AN_HOUR = 60 * 60
_SALT = "library.import"


class TableForm(forms.Form):
    """A table, and whether what it brings is published."""

    table = forms.FileField(
        label="Table",
        help_text=f"CSV or XLSX, up to 2 MB and {importing.ROWS_MOST} rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    publish = forms.BooleanField(
        label="Publish all of them",
        help_text="Otherwise they are drafts. What is published has to be complete.",
        required=False,
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[Row] = []
        if not may_publish:
            del self.fields["publish"]

    def clean_table(self) -> Any:
        """Read it, or say why it cannot be read."""
        file = self.cleaned_data["table"]
        if file.size > tables.BYTES_MOST:
            raise forms.ValidationError("The file is larger than 2 MB. Divide it.")
        names = [column.name for column in columns()]
        try:
            self.rows = tables.read(
                file.name, file.read(), columns=names, rows_most=importing.ROWS_MOST
            )
        except Unreadable as reason:
            raise forms.ValidationError(str(reason)) from reason
        return file


class ImportView(WagtailAdminTemplateMixin, View):
    """Bring a table, look at what would happen, and say yes to it."""

    page_title = "Import resources"
    header_icon = "upload"
    template_name = "library/admin/import.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not importing.may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """A table to look at; or a yes to what was shown."""
        if "seen" in request.POST:
            return self._bring_in(request.POST["seen"])
        form = self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        publish = bool(form.cleaned_data.get("publish"))
        report = importing.try_out(form.rows, by=request.user, publish=publish)
        return self._report(form.rows, report, publish=publish)

    def _bring_in(self, seen: str) -> HttpResponse:
        try:
            kept = signing.loads(seen, salt=_SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            kept = {}
        if kept.get("by") != self.request.user.pk:
            messages.error(self.request, "That was too long ago. Choose the table again.")
            return redirect("library_import")
        rows = [Row(number, cells) for number, cells in kept["rows"]]
        try:
            report = importing.bring_in(
                rows, by=self.request.user, publish=kept["publish"], as_said=kept["said"]
            )
        except importing.Changed as since:
            messages.error(
                self.request,
                "Nothing was imported: the library has changed meanwhile. Look again.",
            )
            return self._report(rows, since.report, publish=kept["publish"])
        done = sum(1 for outcome in report.outcomes if outcome.changed)
        items = "item is" if done == 1 else "items are"
        where = "published" if kept["publish"] else "drafts now"
        messages.success(self.request, f"{done} {items} {where}.")
        return redirect(reverse("wagtailadmin_explore", args=[LibraryIndexPage.objects.get().pk]))

    def _report(self, rows: list[Row], report: importing.Report, *, publish: bool) -> HttpResponse:
        seen = {
            "rows": [[row.number, row.cells] for row in rows],
            "said": report.said,
            "publish": publish,
            "by": self.request.user.pk,
        }
        return self._show(
            self._form(),
            report=report,
            publish=publish,
            seen=signing.dumps(seen, salt=_SALT, compress=True) if report.is_right else "",
        )

    def _form(self, *args: Any) -> TableForm:
        return TableForm(*args, may_publish=importing.may_publish(self.request.user))

    def _show(self, form: TableForm, **known: Any) -> HttpResponse:
        context = self.get_context_data() | {"form": form, "columns": columns(), **known}
        return self.render_to_response(context)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """A table to fill in, with one example."""
    if not importing.may_import(request.user):
        raise PermissionDenied
    table = tables.written([column.name for column in columns()], [example()])
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="resources.csv"'
    return response
