"""Each field of work, with where to begin and how much there is: an index that keeps itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import HttpRequest
from django.utils import timezone

from content.versions import kept
from library.finding import everything_in
from library.models import LibraryIndexPage

FACET = "sector"
COUNTED_MOST = 10_000
"""In a library of more items than that, to count them would take too long."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index."""

    label: str
    url: str
    count: int | None


def by_sector(request: HttpRequest | None) -> list[Entry]:
    """Every sector that an item of the library is about; it leads to its page, or to the items.

    What is archived does not count.
    """
    return kept("home:by sector", lambda: list(_entries(request)))


def _entries(request: HttpRequest | None) -> Iterator[Entry]:
    library = LibraryIndexPage.objects.live().public().first()
    if library is None:
        return
    pages, counts = _pages(request), _counts(library)
    address = library.get_url(request) or ""
    for sector in library.choices.in_use(FACET):
        page, count = pages.get(sector.slug), None if counts is None else counts[sector.token]
        if page or count != 0:
            url = page or f"{address}?{urlencode({FACET: sector.slug})}"
            yield Entry(sector.label, url, count)


def _pages(request: HttpRequest | None) -> dict[str, str]:
    """The address of the page that stands for each sector; of several, the first."""
    model: Any = apps.get_model("home", "SectorPage")
    pages = model.objects.live().public().order_by("-path")
    addresses = {page.pk: page.get_url(request) or "" for page in pages}
    stands_for = model.sectors.through.objects.filter(sectorpage__in=addresses)
    slugs: dict[int, list[str]] = {pk: [] for pk in addresses}
    for pk, slug in stands_for.values_list("sectorpage_id", "sector__slug"):
        slugs[pk].append(slug)
    return {slug: addresses[pk] for pk, found in slugs.items() for slug in found}


def _counts(library: LibraryIndexPage) -> Counter[str] | None:
    items = everything_in(library).unarchived(timezone.localdate())
    found = list(items.values_list("found_by", flat=True)[: COUNTED_MOST + 1])
    return None if len(found) > COUNTED_MOST else Counter(chain.from_iterable(found))
