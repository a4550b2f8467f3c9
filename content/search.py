"""Search over everything that everybody may read.

What somebody types becomes groups: a page has to have one phrase of each. A phrase that others use
for the same thing joins its group, so "LSCB" finds the safeguarding partnership.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVectorField,
)
from django.db.models import (
    BooleanField,
    CharField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast
from django.utils.html import escape
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail.search.backends.base import BaseSearchResults
from wagtail.search.models import IndexEntry
from wagtail.search.query import And, Or, Phrase, PlainText

LONGEST = 120
"""More than a sentence is not a search."""
LANGUAGE = "english"
FRONT_DOOR = 2
"""How deep the home pages lie: they lead to everything and answer nothing."""

FEW = 8000
"""So many pages are still sooner found by their words than looked through one after the other."""

OPENS, CLOSES = "\x02", "\x03"
"""Signs that no text holds, until they are made marks."""

_EVERYTHING = CombinedExpression(F("title"), "||", F("body"), output_field=SearchVectorField())
Query = SearchQuery | CombinedSearchQuery


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that a page has to have: what was typed, or a phrase that stands for it."""

    typed: str
    others: tuple[str, ...] = ()


Widener = Callable[[str], list[Group]]
_wideners: list[Widener] = []


def widen_with(widener: Widener) -> None:
    """Let an app above say which phrases stand for others."""
    _wideners.append(widener)


def words_of(typed: str) -> str:
    """The words in what was typed, without the signs that mean something to the database."""
    return " ".join(re.findall(r"\w+(?:['’]\w+)*", typed[:LONGEST]))


def widened(words: str) -> list[Group]:
    """One group for each word, or for each phrase that others say differently."""
    for widener in _wideners:
        return widener(words)
    return [Group(word) for word in words.split()]


def search(words: str) -> BaseSearchResults | list[Page]:
    """Public pages that have all these words, or others for them, best first; none for no words."""
    groups = widened(words)
    if not groups:
        return []
    pages = Page.objects.live().public().filter(depth__gt=FRONT_DOOR).specific()
    return pages.search(
        And(
            [
                Or([PlainText(group.typed, operator="and"), *map(Phrase, group.others)])
                for group in groups
            ]
        )
    )


def as_query(groups: Iterable[Group]) -> Query | None:
    """The same as the database understands it; nothing for no words."""
    asked = [
        reduce(or_, [_query(group.typed, "plain"), *(_query(it, "phrase") for it in group.others)])
        for group in groups
    ]
    return reduce(and_, asked) if asked else None


def as_words(words: str) -> SearchQuery:
    """All of these words and no others for them."""
    return _query(words, "plain")


def entries_of(kind: type[Page]) -> QuerySet:
    """What Wagtail's index holds of a kind of page; `page` is the number of the page."""
    types = ContentType.objects.get_for_models(kind, *_below(kind)).values()
    entries = IndexEntry.objects.filter(content_type__in=list(types))
    return entries.annotate(page=Cast("object_id", IntegerField()))


def has(query: Query, *, among: type[Page]) -> Q | Subquery:
    """Whether a page has these words: the same answer by one of two ways.

    Few pages are found by their words, and then looked at. Common words are looked for in page
    after page, so that the database may stop when it has enough of the newest. That is asked for a
    value, not whether it exists: else the database may read the words of all pages first.
    """
    having = entries_of(among).annotate(everything=_EVERYTHING).filter(everything=query)
    if _expected(having) <= FEW:
        return Q(pk__in=having.values("page"))
    entry = IndexEntry.objects.annotate(everything=_EVERYTHING).filter(
        content_type=OuterRef("content_type"),
        object_id=Cast(OuterRef("pk"), CharField()),
        everything=query,
    )
    return Subquery(entry.values(has=Value(True))[:1], output_field=BooleanField())


def _expected(rows: QuerySet) -> int:
    """About how many, as the database expects from its statistics, without looking."""
    (plan,) = json.loads(rows.explain(format="json"))
    return int(plan["Plan"]["Plan Rows"])


def ranked(ids: Iterable[int], query: Query, *, among: type[Page]) -> list[int]:
    """The same pages, best match first; those that match alike stay in their order."""
    order = list(ids)
    rank = SearchRank(F("title"), query) * F("title_norm") + SearchRank(F("body"), query)
    entries = entries_of(among).filter(object_id__in=[str(pk) for pk in order])
    ranks = dict(entries.annotate(rank=rank).values_list("page", "rank"))
    return sorted(order, key=lambda pk: -ranks.get(pk, 0))


def marked(rows: QuerySet, field: str, query: Query) -> dict[int, SafeString]:
    """That field of each row by its number, with what was found between <mark>s."""
    headline = SearchHeadline(
        field, query, config=LANGUAGE, start_sel=OPENS, stop_sel=CLOSES, highlight_all=True
    )
    return {
        pk: SafeString(escape(text).replace(OPENS, "<mark>").replace(CLOSES, "</mark>"))
        for pk, text in rows.annotate(marked=headline).values_list("pk", "marked")
    }


def _query(words: str, how: str) -> SearchQuery:
    return SearchQuery(words, search_type=how, config=LANGUAGE)


def _below(model: type[Page]) -> Iterable[type[Page]]:
    for kind in model.__subclasses__():
        if not kind._meta.abstract:
            yield kind
        yield from _below(kind)
