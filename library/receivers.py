"""What follows for the library when a place moves."""

from typing import Any

from django.db.models.signals import post_save

from library.facets import PLACE, facet_of, places, token
from library.models import LibraryPage
from taxonomy.models import Area

BATCH = 500


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


def connect() -> None:
    """Listen, once."""
    post_save.connect(carry_places_anew, sender=Area, dispatch_uid="library.carry_places_anew")
