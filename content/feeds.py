"""What is new, for readers' programs (Atom): titles, summaries and addresses of public pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import urljoin

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from wagtail.models import Page

from content.models import BasePage, SiteIdentity

MOST = 30
"""So many entries; what is older is found on the site."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that no XML may hold."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Section:
    """The part of the site that a feed is about, and who speaks."""

    page: BasePage
    identity: SiteIdentity
    request: HttpRequest

    @property
    def address(self) -> str:
        """The page that lists what the feed announces."""
        return self.page.get_full_url(self.request) or ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as a feed announces it."""

    title: str
    summary: str
    address: str
    guid: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...]


class StillAtom(Atom1Feed):
    """An empty feed is as old as its section: its words do not change with every question."""

    def latest_post_date(self) -> datetime:
        """When it last had something new."""
        return super().latest_post_date() if self.items else self.feed["since"]


class PagesFeed(Feed):
    """The newest pages of a section. Whoever has them already is told so (`conditional_page`)."""

    feed_type = StillAtom
    language = "en-GB"
    section: ClassVar[type[BasePage]]
    """The kind of page that lists what is announced."""
    title_words: ClassVar[str]
    url_name: ClassVar[str]

    def pages(self, section: Any) -> QuerySet[Any]:
        """What may be announced, live and public, in any order."""
        raise NotImplementedError

    def summary_of(self, page: Any) -> str:
        """A sentence or two, for everybody."""
        return str(page.summary)

    def categories_of(self, page: Any) -> Iterable[str]:
        """What it is about."""
        return ()

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is withdrawn must not be handed on by anybody in between."""
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, no-cache"
        return response

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Section:
        page = self.section.objects.live().public().first()
        if page is None:
            raise Http404("This site has no such section.")
        return Section(page, SiteIdentity.of(request), request)

    def title(self, section: Section) -> str:
        return writable(f"{section.identity.name}: {self.title_words}")

    def link(self, section: Section) -> str:
        return section.address

    def feed_url(self, section: Section) -> str:
        return urljoin(section.address, reverse(self.url_name))

    def feed_guid(self, section: Section) -> str:
        return _guid(section.page)

    def author_name(self, section: Section) -> str:
        return writable(section.identity.organisation_name or section.identity.name)

    def feed_extra_kwargs(self, section: Section) -> dict[str, Any]:
        return {"since": section.page.last_published_at or LONG_AGO}

    def items(self, section: Section) -> list[Entry]:
        out = self.pages(section).filter(first_published_at__isnull=False)
        newest = out.order_by("-first_published_at", "-pk")[:MOST]
        return [self._entry(page, section.request) for page in newest]

    def _entry(self, page: Any, request: HttpRequest) -> Entry:
        return Entry(
            title=writable(page.title),
            summary=writable(self.summary_of(page)),
            address=page.get_full_url(request) or "",
            guid=_guid(page),
            published=page.first_published_at,
            updated=page.last_published_at or page.first_published_at,
            categories=tuple(writable(name) for name in self.categories_of(page)),
        )

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        """As HTML, which is what an Atom summary of Django's says that it is."""
        return escape(item.summary)

    def item_link(self, item: Entry) -> str:
        return item.address

    def item_guid(self, item: Entry) -> str:
        return item.guid

    def item_pubdate(self, item: Entry) -> datetime:
        return item.published

    def item_updateddate(self, item: Entry) -> datetime:
        return item.updated

    def item_categories(self, item: Entry) -> tuple[str, ...]:
        return item.categories


def _guid(page: Page) -> str:
    """The same wherever the page is moved to, and whatever the site is called."""
    return page.translation_key.urn


def writable(text: str) -> str:
    """The text without the signs that no XML may hold."""
    return UNWRITABLE.sub("", text)
