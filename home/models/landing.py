"""Where readers land: a stage of the parent's way, or the work that they do.

An editor writes what to do first. The lists fill themselves from what is published, by the terms
that the page stands for.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from content.blocks import BodyBlock, DownloadBlock
from content.crumbs import crumbs
from content.models import BasePage, fetch_facts
from events.listing import next_rows
from events.models import TrainingEventPage
from home.blocks.steps import StepBlock
from library.facets import token
from library.models import LibraryIndexPage, LibraryPage
from taxonomy.models import Station, Term

SHOWN = 6
"""How many items of the library stand on a page; a link leads to the rest."""
DATES = 3
PACKED = 24
"""How many items a printed pack names: two or three sheets."""
PACK = "pack"
"""The end of the address of the pack."""


class LandingPage(BasePage):
    """An editor's lead, and lists that fill themselves."""

    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    introduction = models.TextField(
        max_length=300, help_text="Two sentences below the title: what a reader is facing."
    )
    steps = StreamField([("step", StepBlock())], blank=True, max_num=6, verbose_name="what to do")
    body = StreamField(BodyBlock(), blank=True)
    downloads = StreamField(
        [("download", DownloadBlock())], blank=True, max_num=6, verbose_name="to print and use"
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("steps"),
        index.SearchField("body"),
    ]
    content_panels = [*BasePage.content_panels, "introduction", "steps", "body", "downloads"]

    class Meta:
        abstract = True

    by: ClassVar[str]
    """The field of the library and the name in its address that the page stands for."""

    @property
    def terms(self) -> Iterable[Term]:
        """What the page stands for."""
        raise NotImplementedError

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Below the page lies one more: all of it to print."""
        if path_components == [PACK] and self.live:
            return RouteResult(self, kwargs={"packed": True})
        return super().route(request, path_components)

    def get_template(
        self, request: HttpRequest, *args: Any, packed: bool = False, **kwargs: Any
    ) -> str:
        template: str = super().get_template(request, *args, **kwargs)
        return "home/pack.html" if packed else template

    def get_context(
        self, request: HttpRequest, *args: Any, packed: bool = False, **kwargs: Any
    ) -> dict[str, Any]:
        terms = list(self.terms)
        most = PACKED if packed else SHOWN
        found = (
            LibraryPage.objects.recommended(timezone.localdate())
            .filter(found_by__overlap=[token(self.by, term.pk) for term in terms])
            .newest_first()
        )
        items = list((found if packed else found.specific())[:most])
        if not packed:
            fetch_facts(items)
        count = len(items) if len(items) < most else found.count()
        has_more = count > len(items)
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "items": items,
            "more_label": f"All {count} items",
            "more_url": self._library_url(terms, request) if has_more else "",
            "pack_url": f"{self.get_url(request)}{PACK}/",
        }

    def _library_url(self, terms: Iterable[Term], request: HttpRequest) -> str:
        """The library, narrowed to what the page stands for."""
        library = LibraryIndexPage.objects.live().first()
        if library is None:
            return ""
        query = urlencode([(self.by, term.slug) for term in terms])
        return f"{library.get_url(request)}?{query}"


class StagePage(LandingPage):
    """A stage of the way through police, courts and prison."""

    by: ClassVar[str] = "stage"

    stages = ParentalManyToManyField("taxonomy.Stage", related_name="+")
    station = models.CharField(
        "place on the line",
        max_length=10,
        choices=Station,
        blank=True,
        help_text="Where it stands in the strip of stages. Leave empty for what is not on it.",
    )

    content_panels = [
        *LandingPage.content_panels,
        MultiFieldPanel([FieldPanel("stages"), FieldPanel("station")], heading="Stage"),
    ]

    class Meta:
        verbose_name = "page about a stage"
        verbose_name_plural = "pages about a stage"

    @property
    def terms(self) -> Iterable[Term]:
        return self.stages.all()

    def get_context(
        self, request: HttpRequest, *args: Any, packed: bool = False, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, packed=packed, **kwargs)
        if packed:
            return context
        on_line, beside = self._strip(request)
        return context | {"strip": on_line, "also": beside}

    def _strip(self, request: HttpRequest) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The stages on the line, if each has its page, and those beside it."""
        pages: list[StagePage] = list(StagePage.objects.live().public().order_by("path"))
        first = {page.station: page for page in reversed(pages)}
        counts = _items_at({it: page for it, page in first.items() if it in set(Station)})
        line = [
            {
                "label": station.label,
                "url": first[station].get_url(request),
                "is_current": self.station == station,
                "count": counts.get(station),
            }
            for station in Station
            if station in first
        ]
        beside = [
            {"label": page.title, "url": page.get_url(request), "is_current": page.pk == self.pk}
            for page in pages
            if first.get(page.station) is not page or not page.station
        ]
        return (line if len(line) == len(Station) else []), beside


def _items_at(pages: Mapping[str, StagePage]) -> dict[str, int]:
    """How many items the library has for each of these stages: two questions for all of them."""
    tokens: dict[str, set[str]] = {station: set() for station in pages}
    of_page = {page.pk: station for station, page in pages.items()}
    through: Any = StagePage.stages.through
    for page, term in through.objects.filter(stagepage__in=of_page).values_list(
        "stagepage_id", "stage_id"
    ):
        tokens[of_page[page]].add(token(StagePage.by, term))
    items = LibraryPage.objects.recommended(timezone.localdate())
    return items.aggregate(
        **{it: Count("pk", filter=Q(found_by__overlap=[*has])) for it, has in tokens.items()}
    )


class SectorPage(LandingPage):
    """A field of work, such as schools: what it can do, and what others in it did."""

    by: ClassVar[str] = "sector"

    sectors = ParentalManyToManyField("taxonomy.Sector", related_name="+")

    content_panels = [*LandingPage.content_panels, "sectors"]

    class Meta:
        verbose_name = "page for a sector"
        verbose_name_plural = "pages for sectors"

    @property
    def terms(self) -> Iterable[Term]:
        return self.sectors.all()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        sectors = [term.pk for term in self.terms]
        events = TrainingEventPage.objects.live().public().filter(sectors__in=sectors)
        return super().get_context(request, *args, **kwargs) | {
            "rows": next_rows(events, at=timezone.now(), count=DATES)
        }
