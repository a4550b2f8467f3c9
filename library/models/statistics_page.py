"""The page on which every key statistic stands."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.search import index

from content.crumbs import crumbs
from content.models import BasePage
from content.schema import Thing
from library import schema
from library.models.statistics import KeyStatistic
from library.statistics import known


class StatisticsPage(BasePage):
    """The current figures first, then those that no longer hold, each under its own address."""

    max_count = 1
    parent_page_types = ["library.LibraryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    introduction = models.TextField(
        blank=True, max_length=300, help_text="One or two sentences below the title."
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("words_of_statistics"),
    ]
    content_panels: ClassVar[list] = [*BasePage.content_panels, "introduction"]

    class Meta:
        verbose_name = "page of key statistics"

    def words_of_statistics(self) -> str:
        """What search reads: a statistic is found through this page."""
        rows = KeyStatistic.objects.filter(live=True).select_related("source")
        return "\n".join(
            f"{row.sentence}. {row.scope}. {row.definition} {row.source.plain}" for row in rows
        )

    def further_addresses(self) -> Iterator[str]:
        """Where each figure comes from."""
        return (it.source["url"] for it in known().values() if it.source["url"])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        statistics = list(known().values())
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "current": [it for it in statistics if it.is_current],
            "earlier": [it for it in statistics if not it.is_current],
        }

    def structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [
            schema.dataset(statistic, context["address"])
            for statistic in (*context["current"], *context["earlier"])
        ]
