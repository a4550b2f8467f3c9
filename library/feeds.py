"""What is new in the library, for readers' programs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from content.feeds import PagesFeed
from content.models import BasePage
from library.models import LibraryIndexPage
from library.models.base import LibraryPage


class LibraryFeed(PagesFeed):
    """The newest items, whatever their kind."""

    section = LibraryIndexPage
    title_words = "new in the library"
    url_name = "library_feed"

    def pages(self, section: BasePage) -> QuerySet[Any]:
        return LibraryPage.objects.descendant_of(section).live().public().prefetch_related("topics")

    def categories_of(self, page: Any) -> Iterable[str]:
        """Its kind, whether it is made up, and its topics."""
        sample = ["Sample content"] if page.is_sample else []
        return [page.kind_label, *sample, *(topic.label for topic in page.topics.all())]
