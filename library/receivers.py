"""What follows from a change to a key statistic, or to a word that is explained."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.search import index

from library.models import GlossaryPage, GlossaryTerm, KeyStatistic, StatisticsPage

FOUND_THROUGH = {KeyStatistic: StatisticsPage, GlossaryTerm: GlossaryPage}
"""The page that lists them all, and is found by their words."""


def find_it_by_its_words(sender: type[Any], **kwargs: Any) -> None:
    """Put the page that lists them into the search index again, with what they say now."""
    transaction.on_commit(lambda: _index(FOUND_THROUGH[sender]), robust=True)


def _index(listing: type[Any]) -> None:
    for page in listing.objects.all():
        index.insert_or_update_object(page)


def connect() -> None:
    """Listen, once."""
    for model in FOUND_THROUGH:
        label = model._meta.label
        post_save.connect(find_it_by_its_words, sender=model, dispatch_uid=f"{label} saved")
        post_delete.connect(find_it_by_its_words, sender=model, dispatch_uid=f"{label} deleted")
