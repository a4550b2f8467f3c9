"""What follows from a place that moves, a changed statistic or word, and a section renamed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.search import index
from wagtail.signals import page_published

from library.facets import PLACE, facet_of, places, token
from library.models import (
    GlossaryPage,
    GlossaryTerm,
    GuidePage,
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


def lead_on_from_former_sections(instance: GuidePage, **kwargs: Any) -> None:
    """Whoever has the old address of a section gets to it; of one that is gone, to the guide."""
    former, now = instance.sections_before, instance.addresses_of_sections
    instance.sections_before = {}
    site_id, _, path = instance.get_url_parts() or (None, "", "")
    if not path:
        return
    own = Redirect.objects.filter(redirect_page=instance)
    for block, slug in former.items():
        if slug not in now.values():
            route = f"/{now[block]}/" if block in now else ""
            # Who came by a still older address is not led in two steps.
            own.filter(redirect_page_route_path=f"/{slug}/").update(redirect_page_route_path=route)
            Redirect.objects.update_or_create(
                old_path=Redirect.normalise_path(f"{path}{slug}/"),
                site_id=site_id,
                defaults={
                    "redirect_page": instance,
                    "redirect_page_route_path": route,
                    "automatically_created": True,
                },
            )
    shown = [Redirect.normalise_path(f"{path}{slug}/") for slug in now.values()]
    own.filter(old_path__in=shown, automatically_created=True).delete()
    if instance.for_members:  # the address of a section repeats its title
        own.update(redirect_page_route_path="")


def connect() -> None:
    """Listen, once."""
    page_published.connect(
        lead_on_from_former_sections, sender=GuidePage, dispatch_uid="library.former_sections"
    )
    post_save.connect(carry_places_anew, sender=Area, dispatch_uid="library.carry_places_anew")
    for model in FOUND_THROUGH:
        label = model._meta.label
        post_save.connect(find_it_by_its_words, sender=model, dispatch_uid=f"{label} saved")
        post_delete.connect(find_it_by_its_words, sender=model, dispatch_uid=f"{label} deleted")
