"""The editors' list of all items: by kind, by what is due, by who looks after them."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django_filters import ChoiceFilter, DateFromToRangeFilter, MultipleChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, MultipleUserFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from library.enums import Freshness, Kind
from library.models.base import LibraryPage
from library.reading.dates import long_date

SOON = {"30": "Overdue, or due within 30 days", "90": "Overdue, or due within 90 days"}


class AgeFilter(ChoiceFilter):
    """What an item's dates say today."""

    def filter(self, items: Any, value: str) -> Any:
        today = timezone.localdate()
        if value == Freshness.OVERDUE:
            return items.overdue(today)
        if value == Freshness.ARCHIVED:
            return items.archived(today)
        if value in SOON:
            return items.unarchived(today).due(today + timedelta(days=int(value)))
        return items


class ItemFilters(WagtailFilterSet):
    """What an editor looks for."""

    kind = MultipleChoiceFilter(choices=Kind.choices, widget=CheckboxSelectMultiple)
    age = AgeFilter(
        label="Review",
        empty_label="Any",
        choices=[
            (Freshness.OVERDUE, "Overdue"),
            *SOON.items(),
            (Freshness.ARCHIVED, "Archived"),
        ],
        widget=RadioSelect,
    )
    last_reviewed = DateFromToRangeFilter(label="Last reviewed", widget=DateRangePickerWidget)
    kept_by = MultipleUserFilter(
        label="Looked after by",
        queryset=lambda request: get_user_model().objects.filter(
            pk__in=LibraryPage.objects.exclude(kept_by=None).order_by().values("kept_by")
        ),
        widget=CheckboxSelectMultiple,
    )
    for_members = ChoiceFilter(
        label="Who may read it",
        empty_label="Any",
        choices=[("False", "Everybody"), ("True", "Members")],
        widget=RadioSelect,
    )

    class Meta:
        model = LibraryPage
        fields: list[str] = []


def reviewed(item: LibraryPage) -> str:
    """The day of the last review."""
    return long_date(item.last_reviewed)


def due(item: LibraryPage) -> str:
    """The day of the next review, and whether it has come."""
    is_late = item.freshness(timezone.localdate()) != Freshness.CURRENT
    return f"{long_date(item.review_due)}{', overdue' if is_late else ''}"


class ItemsView(IndexView):
    """The items this person may work on."""

    base_filterset_class = ItemFilters
    default_ordering = "last_reviewed"
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Title", sort_key="title", classname="title"),
        Column("kind", label="Kind", accessor="kind_label", sort_key="kind"),
        Column("reviewed", label="Last reviewed", accessor=reviewed, sort_key="last_reviewed"),
        Column("due", label="Next review", accessor=due),
        Column("kept_by", label="Looked after by", accessor="kept_by"),
        PageStatusColumn("status", label="Status", sort_key="live"),
    ]

    def get_base_queryset(self) -> QuerySet[LibraryPage]:
        return super().get_base_queryset().prefetch_related("kept_by")


class ItemsViewSet(PageListingViewSet):
    """All items of the library in one list."""

    name = "library_items"
    url_prefix = "library/items"
    model = LibraryPage
    index_view_class = ItemsView
    columns = ItemsView.base_columns
    filterset_class = ItemFilters
    icon = "list-ul"
    menu_label = "Library items"
    menu_order = 120
    add_to_admin_menu = True

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Items are made as one of the kinds, from the first screen or in the library itself."""
        known: dict[str, Any] = super().get_index_view_kwargs(**({"add_url_name": None} | kwargs))
        return known
