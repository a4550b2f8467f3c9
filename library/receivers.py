"""What follows from a place that moves, and from a changed statistic or explained word."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.search import index

from library.facets import PLACE, facet_of, places, token
from library.models import (
    GlossaryPage,
    GlossaryTerm,
    KeyStatistic,
    LibraryPage,
    StatisticsPage,
)
from taxonomy.models import Area

BATCH = 500

FOUND_THROUGH = {KeyStatistic: StatisticsPage, GlossaryTerm: GlossaryPage}
"""The page that lists them all, and is found by their words."""


def carry_places_anew(instance: Area, *, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Let whatever lies in that place say afresh which wider places it lies in."""
    if created or raw:
        return
    pages = LibraryPage.objects.filter(found_by__contains=[token(PLACE, instance.pk)])
    changed = list(pages.prefetch_related("areas"))
    for page in changed:
        others = {it for it in page.found_by if facet_of(it) != PLACE}
        page.found_by = sorted(others | places(page.areas.all()))
    LibraryPage.objects.bulk_update(changed, ["found_by"], batch_size=BATCH)


def find_it_by_its_words(sender: type[Any], **kwargs: Any) -> None:
    """Put the page that lists them into the search index again, with what they say now."""
    transaction.on_commit(lambda: _index(FOUND_THROUGH[sender]), robust=True)


def _index(listing: type[Any]) -> None:
    for page in listing.objects.all():
        index.insert_or_update_object(page)


def connect() -> None:
    """Listen, once."""
    post_save.connect(carry_places_anew, sender=Area, dispatch_uid="library.carry_places_anew")
    for model in FOUND_THROUGH:
        label = model._meta.label
        post_save.connect(find_it_by_its_words, sender=model, dispatch_uid=f"{label} saved")
        post_delete.connect(find_it_by_its_words, sender=model, dispatch_uid=f"{label} deleted")
