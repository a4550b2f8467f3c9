"""What a reader may be looking for, while they type: items by their titles, and terms."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery
from django.http import HttpRequest

from content import search
from library import synonyms
from library.facets import known_choices
from library.filters import LABELS
from library.finding import NEWEST, everything_in
from library.models import LibraryIndexPage, LibraryPage
from library.querysets import LibraryPageQuerySet

MOST = 8
TERMS = 3
SHORTEST = 2
LOOKED_AT = 200
"""So many titles are looked at, however many begin like this."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to go to."""

    label: str
    kind: str
    url: str


def suggest(typed: str, request: HttpRequest, *, today: date) -> list[dict[str, str]]:
    """Up to eight: first the terms, then the newest items."""
    words = search.words_of(typed)
    library = LibraryIndexPage.objects.live().public().first()
    if library is None or len(words) < SHORTEST:
        return []
    everything = everything_in(library)
    terms = list(islice(_terms(words, everything, library.get_url(request)), TERMS))
    items = _items(words, everything.unarchived(today), request)
    return [asdict(it) for it in islice((it for found in (terms, items) for it in found), MOST)]


def _terms(words: str, everything: LibraryPageQuerySet, url: str) -> Iterator[Suggestion]:
    """Terms in use that have a word that begins so, or are what else that is called."""
    known = known_choices(everything)
    also = {other for group in synonyms.widen(words) for other in group.others}
    begins = re.compile(rf"\b{re.escape(words)}", re.IGNORECASE)
    for of_facet in known.by_slug.values():
        for it in of_facet.values():
            if it.token in known.used and (it.label in also or begins.search(it.label)):
                address = f"{url}?{urlencode({it.facet: it.slug})}"
                yield Suggestion(it.label, LABELS[it.facet], address)


def _items(words: str, pages: LibraryPageQuerySet, request: HttpRequest) -> Iterator[Suggestion]:
    """Items whose titles have words that begin like all of these."""
    parts = re.findall(r"[^\W_]+", words)
    if not parts:
        return
    # A word of one letter begins almost every title: it costs the most and narrows nothing. The
    # last one is still being typed.
    parts = [part for part in parts[:-1] if len(part) > 1] + parts[-1:]
    query = SearchQuery(
        " & ".join(f"{part}:*" for part in parts), search_type="raw", config="simple"
    )
    like = search.entries_of(LibraryPage).filter(autocomplete=query).values("page")[:LOOKED_AT]
    for page in pages.filter(pk__in=like).order_by(*NEWEST)[:MOST]:
        yield Suggestion(page.title, page.kind_label, page.get_url(request) or "")
