"""How an item of the library is cited.

A work is cited as itself: its authors, its year, its address. What the hub wrote, a record of
practice or an answer, is cited as a page of the hub.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.models import SiteIdentity

if TYPE_CHECKING:
    from library.models.base import LibraryPage
    from library.models.works import Work

_INITIALS = r"(?:[^\W\d_]\.[ -]?)+"
_PERSON = rf"[^\W\d_][^,;]*?, {_INITIALS}"
_BETWEEN = r"(?:; |, and | and |, )"
PEOPLE = re.compile(rf"{_PERSON}(?:{_BETWEEN}{_PERSON})*")
IN_JOURNAL = re.compile(
    r"(?P<journal>.+?),? (?P<volume>\d+) ?(?:\((?P<number>[^)]+)\))?, ?"
    r"(?:pp?\. ?)?(?P<first>\d+)(?:[–-](?P<last>\d+))?"
)
YEAR = re.compile(r"\b\d{4}\b")


class Genre(StrEnum):
    """What is cited, as reference managers tell things apart."""

    WEB_PAGE = "web page"
    REPORT = "report"
    ARTICLE = "article"
    BOOK = "book"
    LAW = "law"
    FILM = "film"
    SOUND = "sound"


GENRES = {
    "journal-article": Genre.ARTICLE,
    "book-or-story": Genre.BOOK,
    "legislation": Genre.LAW,
    "video": Genre.FILM,
    "podcast": Genre.SOUND,
    "website": Genre.WEB_PAGE,
    "e-learning": Genre.WEB_PAGE,
}
"""By the slug of a work's type; any other work is a report."""


@dataclass(frozen=True, slots=True)
class Author:
    """A person, or a body under its whole name."""

    name: str
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """All that is needed to find something again."""

    key: str
    genre: Genre
    title: str
    authors_line: str = ""
    authors: list[Author] = field(default_factory=list)
    year: str = ""
    publisher: str = ""
    published_in: str = ""
    url: str = ""
    doi: str = ""
    accessed: date | None = None
    is_sample: bool = False

    @property
    def plain_year(self) -> str:
        """The year as four digits, for machines; nothing if there is none in it."""
        found = YEAR.search(self.year)
        return found[0] if found else ""

    @property
    def in_journal(self) -> dict[str, str]:
        """Journal, volume, number and pages; all of it as the journal if it is not so written."""
        found = IN_JOURNAL.fullmatch(self.published_in)
        return found.groupdict(default="") if found else {"journal": self.published_in}

    @property
    def address(self) -> str:
        """Where to find it: what lasts comes first."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def harvard(self) -> SafeString:
        """In the Harvard manner (author and date), its title marked."""
        year = f"({self.year or 'no date'})"
        title = format_html("<cite>{}</cite>", self.title)
        first = (
            format_html("{} {} {}.", self.authors_line, year, title)
            if self.authors_line
            else format_html("{} {}.", title, year)
        )
        return SafeString(" ".join([first, *self._rest()]))

    def _rest(self) -> Iterator[SafeString]:
        where = self.published_in or self.publisher
        if where and where != self.authors_line:
            yield format_html("{}.", where)
        if self.address:
            seen = f" (accessed {date_format(self.accessed, 'j F Y')})" if self.accessed else ""
            yield format_html("Available at: {}{}.", self.address, seen)


def authors_in(line: str) -> list[Author]:
    """The people in a line of authors; a line that cannot be told apart is one name, unaltered."""
    line = " ".join(line.split())
    if PEOPLE.fullmatch(line):
        return [Author(name.strip()) for name in re.findall(_PERSON, re.sub(r" and ", "; ", line))]
    return [Author(line, is_body=True)] if line else []


def of_page(page: "LibraryPage", request: HttpRequest | None, *, on: date) -> Citation:
    """What the hub wrote: its page, as it was last published, seen on that day."""
    identity = SiteIdentity.of(request)
    body = identity.organisation_name or identity.name
    published = page.last_published_at or page.first_published_at
    return Citation(
        key=page.slug,
        genre=Genre.WEB_PAGE,
        title=page.title,
        authors_line=body,
        authors=[Author(body, is_body=True)],
        year=str(published.year) if published else "",
        publisher=identity.name,
        url=page.get_full_url(request) or "",
        accessed=on,
        is_sample=page.is_sample,
    )


def of_work(work: "Work") -> Citation:
    """The work itself. If its authors are not named, its publisher wrote it; never the hub."""
    publisher = str(work.publisher or "")
    line = work.authors.strip()
    kind = getattr(work, "resource_type", None)
    usual = Genre.ARTICLE if work.published_in else Genre.REPORT
    return Citation(
        key=work.slug,
        genre=GENRES.get(kind.slug, usual) if kind else usual,
        # A page may bear the year in its title, which is no part of the work's.
        title=work.own_title or work.title.removesuffix(f" ({work.year})"),
        authors_line=line or publisher,
        authors=authors_in(line) or ([Author(publisher, is_body=True)] if publisher else []),
        year=work.year,
        publisher=publisher,
        published_in=work.published_in,
        url=work.original_url,
        doi=getattr(work, "doi", ""),
        is_sample=work.is_sample,
    )
