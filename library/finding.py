"""Finding items: which, in what order, and how many each further choice would leave.

The newest that fit are taken, up to a ceiling, and everything is counted and ranked among those.
So a question costs the same however large the library grows; below the ceiling every number is
exact, and above it the page says "more than".
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from wagtail.models import Page

from content import search
from content.models import fetch_facts
from library.facets import FACETS, Choices, Facet
from library.filters import LABELS, Asked, Sort
from library.models.base import LibraryPage
from library.querysets import LibraryPageQuerySet
from library.spelling import did_you_mean

CEILING = 1000
NEWEST = ("-first_published_at", "-pk")
ORDERS = {Sort.REVIEWED: ("-last_reviewed", *NEWEST)}


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a question."""

    ids: list[int]
    """In their order."""
    is_capped: bool
    words: str
    counts: Counter[tuple[str, str]]
    """By facet and choice; a facet's own choices narrow the others only."""
    without: dict[str, int]
    """How many there would be without the choices of a facet, or without the words ("q")."""

    @property
    def count_text(self) -> str:
        """How many, such as "27" or "1,000+"."""
        return f"{len(self.ids):,}{'+' if self.is_capped else ''}"

    def is_lower_bound(self, facet: str) -> bool:
        """Whether the counts of that facet were cut off at the ceiling."""
        total = self.without.get(facet)
        return self.is_capped if total is None else total > CEILING

    @property
    def sentence(self) -> str:
        """How many of what: "27 items for “school”"."""
        items = "item" if len(self.ids) == 1 else "items"
        count = self.count_text if self.ids else "No"
        return f"{count} {items}" + (f" for “{self.words}”" if self.words else "")


@dataclass(frozen=True, slots=True)
class Hit:
    """An item on the page of results."""

    item: LibraryPage
    summary: str
    """With what was found marked."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to loosen when nothing fits."""

    text: str
    count: int
    url: str

    @property
    def count_text(self) -> str:
        """How many items that would give."""
        words = f"{CEILING:,}+" if self.count > CEILING else str(self.count)
        return f"{words} item{'' if self.count == 1 else 's'}"


def everything_in(index: Page) -> LibraryPageQuerySet:
    """All that everybody may see of that library."""
    return LibraryPage.objects.child_of(index).live().public()


class Finder:
    """Answers one question."""

    def __init__(
        self, everything: LibraryPageQuerySet, known: Choices, asked: Asked, *, today: date
    ) -> None:
        self.everything, self.known, self.asked, self.today = everything, known, asked, today
        self.query = search.as_query(search.widened(asked.words))

    def find(self) -> Found:
        """Three statements, whatever was chosen."""
        ids = list(self._matching(self.asked).values_list("pk", flat=True))
        is_capped = len(ids) > CEILING
        ids = ids[:CEILING]
        if self.query and self.asked.sort == Sort.RELEVANCE:
            ids = search.ranked(ids, self.query, among=LibraryPage)
        counts, without = self._count(ids)
        return Found(ids, is_capped, self.asked.words, counts, without)

    def hits(self, ids: Iterable[int]) -> list[Hit]:
        """The items themselves, in that order."""
        order = list(ids)
        items = {item.pk: item for item in LibraryPage.objects.filter(pk__in=order).specific()}
        fetch_facts(items.values())
        marked = {}
        if self.query and order:
            marked = search.marked(LibraryPage.objects.filter(pk__in=order), "summary", self.query)
        shown = [items[pk] for pk in order if pk in items]
        return [Hit(item, marked.get(item.pk, item.summary)) for item in shown]

    def advice(self, found: Found) -> list[Advice]:
        """What would be found if a choice were taken back; the most promising first."""
        asked, given = self.asked, []
        for name, count in found.without.items():
            if name == "q":
                text, url = f"Leave out the words “{asked.words}”", asked.without_words().address
            elif name == "archived":
                text, url = "Look among archived items, too", asked.with_archived().address
            else:
                labels = " or ".join(choice.label for choice in asked.chosen[name])
                text, url = f"Remove {LABELS[name]}: {labels}", asked.without(name).address
            given.append(Advice(text, count, url))
        return sorted((it for it in given if it.count), key=lambda it: -it.count)

    def better_spelt(self) -> Advice | None:
        """The question as it may have been meant, if its words are nowhere."""
        labels = (
            choice.label
            for choices in self.known.by_slug.values()
            for choice in choices.values()
            if (choice.facet, choice.key) in self.known.used
        )
        words = did_you_mean(self.asked.words, self.everything, labels) if self.query else ""
        return Advice(words, 0, self.asked.with_words(words).address) if words else None

    def _matching(self, asked: Asked) -> QuerySet[LibraryPage]:
        """The newest that fit, and one more than are counted."""
        pages = self.everything
        if not asked.archived:
            pages = pages.unarchived(self.today)
        for facet in FACETS:
            if chosen := asked.chosen.get(facet.name):
                keys = self.known.keys(chosen)
                pages = pages.filter(_has(facet.field, keys))
        if asked.words and self.query:
            pages = pages.filter(search.has(self.query))
        return pages.order_by(*ORDERS.get(asked.sort, NEWEST))[: CEILING + 1]

    def _count(self, ids: list[int]) -> tuple[Counter[tuple[str, str]], dict[str, int]]:
        """Every choice of every facet, in one statement.

        A facet is counted among what would be found without its own choices.
        """
        sets = {name: self._matching(self.asked.without(name)) for name in self.asked.chosen}
        if not ids and self.asked.words:
            sets["q"] = self._matching(self.asked.without_words())
        if not ids and not self.asked.archived:
            sets["archived"] = self._matching(self.asked.with_archived())
        named, values = ["found AS (SELECT unnest(%s::int[]) AS id)"], [ids]
        for name, pages in sets.items():
            sql, parameters = pages.values_list("pk").query.sql_with_params()
            named.append(f"without_{name} (id) AS MATERIALIZED ({sql})")
            values += parameters
        # Only names of our own stand in the statement; what a reader typed is a parameter.
        counted = [f"SELECT 'without', '{name}', count(*) FROM without_{name}" for name in sets]  # noqa: S608
        for facet in FACETS:
            among = f"without_{facet.name}" if facet.name in sets else "found"
            counted.append(_counted(facet, among))
        values += _closure(self.known)
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(named)} {' UNION ALL '.join(counted)}", values)
            rows = cursor.fetchall()
        return (
            Counter({(facet, key): count for facet, key, count in rows if facet != "without"}),
            {name: count for facet, name, count in rows if facet == "without"},
        )


def _has(field: str, keys: list[str]) -> Q:
    """Any of these, without making an item of many terms be found many times."""
    stored: Any = LibraryPage._meta.get_field(field)
    if not stored.many_to_many:
        return Q(**{f"{field}__in": keys})
    table = stored.remote_field.through
    having = table.objects.filter(**{f"{stored.m2m_reverse_field_name()}__in": keys})
    return Q(pk__in=having.values(stored.m2m_field_name()))


def _counted(facet: Facet, among: str) -> str:
    """A statement: how many of those items each choice would leave."""
    stored: Any = LibraryPage._meta.get_field(facet.field)
    if not stored.many_to_many:
        table, page, term = LibraryPage._meta.db_table, "page_ptr_id", stored.column
    else:
        table, page, term = (
            stored.m2m_db_table(), stored.m2m_column_name(), stored.m2m_reverse_name()
        )  # fmt: skip
    key, wider = f"it.{term}::text", ""
    if facet.name == "place":
        key = "place.wider::text"
        wider = "JOIN unnest(%s::int[], %s::int[]) AS place(wider, narrow) ON narrow = it.{term}"
    joined = f"JOIN {table} it ON it.{page} = {among}.id {wider.format(term=term)}"
    counted = f"SELECT '{facet.name}', {key}, count(DISTINCT {among}.id) FROM {among}"  # noqa: S608
    return f"{counted} {joined} WHERE it.{term} IS NOT NULL GROUP BY 2"


def _closure(known: Choices) -> list[list[int]]:
    """Every place beside each that lies in it: what lies in a region counts for the region."""
    pairs = [
        (int(wider), int(narrow))
        for wider, places in known.within.items()
        for narrow in places
        if ("place", narrow) in known.used
    ]
    return [[wider for wider, _ in pairs], [narrow for _, narrow in pairs]]
