"""The editors' screens for bringing items in from a table."""

from contextlib import suppress
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content import tables
from content.tables import Row, Unreadable
from library import importing
from library.columns import Sort
from library.importing import SORTS
from library.models import LibraryIndexPage
from library.resource_columns import RESOURCES

AN_HOUR = 60 * 60
_SALT = "library.import"


class TableForm(forms.Form):
    """A table, what is in it, and whether what it brings is published."""

    what = forms.ChoiceField(
        label="What is in the table",
        choices=[(sort.slug, sort.label) for sort in SORTS.values()],
        initial=RESOURCES.slug,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is in the table."},
    )
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

    @property
    def sort(self) -> Sort:
        """What was said to be in it."""
        return SORTS.get(self.cleaned_data.get("what", ""), RESOURCES)

    def clean_table(self) -> Any:
        """Read it, or say why it cannot be read."""
        file = self.cleaned_data["table"]
        if file.size > tables.BYTES_MOST:
            raise forms.ValidationError("The file is larger than 2 MB. Divide it.")
        data = file.read()
        try:
            self.rows = _rows(file.name, data, self.sort)
        except Unreadable as reason:
            raise forms.ValidationError(_why(file.name, data, self.sort, reason)) from reason
        return file


def _rows(name: str, data: bytes, sort: Sort) -> list[Row]:
    names = [column.name for column in sort.columns()]
    return tables.read(name, data, columns=names, rows_most=importing.ROWS_MOST)


def _why(name: str, data: bytes, sort: Sort, reason: Unreadable) -> str:
    """Why it cannot be read; if it is a table of something else, that."""
    for other in SORTS.values():
        if other is not sort:
            with suppress(Unreadable):
                _rows(name, data, other)
                return f"This is a table of {other.label.lower()}. Choose “{other.label}” above."
    return str(reason)


class ImportView(WagtailAdminTemplateMixin, View):
    """Bring a table, look at what would happen, and say yes to it."""

    page_title = "Import from a table"
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
        report = importing.try_out(form.sort, form.rows, by=request.user, publish=publish)
        return self._report(form.sort, form.rows, report, publish=publish)

    def _bring_in(self, seen: str) -> HttpResponse:
        try:
            kept = signing.loads(seen, salt=_SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            kept = {}
        if kept.get("by") != self.request.user.pk:
            messages.error(self.request, "That was too long ago. Choose the table again.")
            return redirect("library_import")
        sort = SORTS[kept["what"]]
        rows = [Row(number, cells) for number, cells in kept["rows"]]
        try:
            report = importing.bring_in(
                sort, rows, by=self.request.user, publish=kept["publish"], as_said=kept["said"]
            )
        except importing.Changed as since:
            messages.error(
                self.request,
                "Nothing was imported: the library has changed meanwhile. Look again.",
            )
            return self._report(sort, rows, since.report, publish=kept["publish"])
        done = sum(1 for outcome in report.outcomes if outcome.changed)
        items = "item is" if done == 1 else "items are"
        where = "published" if kept["publish"] else "drafts now"
        messages.success(self.request, f"{done} {items} {where}.")
        return redirect(reverse("wagtailadmin_explore", args=[LibraryIndexPage.objects.get().pk]))

    def _report(
        self, sort: Sort, rows: list[Row], report: importing.Report, *, publish: bool
    ) -> HttpResponse:
        seen = {
            "what": sort.slug,
            "rows": [[row.number, row.cells] for row in rows],
            "said": report.said,
            "publish": publish,
            "by": self.request.user.pk,
        }
        return self._show(
            self._form(initial={"what": sort.slug}),
            report=report,
            sort=sort,
            publish=publish,
            seen=signing.dumps(seen, salt=_SALT, compress=True) if report.is_right else "",
        )

    def _form(self, *args: Any, **known: Any) -> TableForm:
        return TableForm(*args, **known, may_publish=importing.may_publish(self.request.user))

    def _show(self, form: TableForm, **known: Any) -> HttpResponse:
        context = self.get_context_data() | {"form": form, "sorts": SORTS.values(), **known}
        return self.render_to_response(context)


@require_safe
def template(request: HttpRequest, what: str) -> HttpResponse:
    """A table of that kind to fill in, with one example."""
    if not importing.may_import(request.user):
        raise PermissionDenied
    sort = SORTS.get(what)
    if sort is None:
        raise Http404
    table = tables.written([column.name for column in sort.columns()], [sort.example])
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{sort.slug}.csv"'
    return response
