"""What is new in the library, or in a part of it, for readers' programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from content.feeds import PagesFeed, Section, writable
from library.facets import known_choices
from library.filters import Asked, read
from library.finding import Finder, everything_in
from library.models import LibraryIndexPage
from library.querysets import LibraryPageQuerySet


@dataclass(frozen=True, slots=True)
class Part(Section):
    """What was asked for, as the finder understands it."""

    asked: Asked
    fitting: LibraryPageQuerySet


class LibraryFeed(PagesFeed):
    """The newest items that the finder would list for the same parameters."""

    section = LibraryIndexPage
    title_words = "new in the library"
    url_name = "library_feed"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Part:
        section = super().get_object(request, *args, **kwargs)
        everything = everything_in(section.page)
        known = known_choices(everything)
        asked = read(request.GET, known).to_follow
        finder = Finder(everything, known, asked, today=timezone.localdate())
        return Part(section.page, section.identity, request, asked, finder.fitting(asked))

    # Django hands each of these what `get_object` made, which here is always a Part.
    def title(self, section: Part) -> str:  # type: ignore[override]
        about = f": {section.asked.wording}" if section.asked.wording else ""
        return super().title(section) + writable(about)

    def link(self, section: Part) -> str:  # type: ignore[override]
        return super().link(section) + section.asked.query

    def feed_url(self, section: Part) -> str:  # type: ignore[override]
        """Canonical: what was not understood, and every order but this one, is left out."""
        return super().feed_url(section) + section.asked.query

    def feed_guid(self, section: Part) -> str:  # type: ignore[override]
        return super().feed_guid(section) + section.asked.query

    def pages(self, section: Part) -> QuerySet[Any]:
        return section.fitting.prefetch_related("topics")

    def categories_of(self, page: Any) -> Iterable[str]:
        """Its kind, whether it is made up, and its topics."""
        sample = ["Sample content"] if page.is_sample else []
        return [page.kind_label, *sample, *(topic.label for topic in page.topics.all())]
