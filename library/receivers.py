"""What follows from a change to a key statistic."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.search import index

from library.models import KeyStatistic, StatisticsPage


def find_it_by_its_words(sender: type[KeyStatistic], **kwargs: Any) -> None:
    """Put the page of all statistics into the search index again, with what they say now."""
    transaction.on_commit(_index_page, robust=True)


def _index_page() -> None:
    for page in StatisticsPage.objects.all():
        index.insert_or_update_object(page)


def connect() -> None:
    """Listen, once."""
    post_save.connect(
        find_it_by_its_words, sender=KeyStatistic, dispatch_uid="library.statistic_saved"
    )
    post_delete.connect(
        find_it_by_its_words, sender=KeyStatistic, dispatch_uid="library.statistic_deleted"
    )
