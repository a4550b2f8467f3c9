"""Finding items: which, in what order, and how many each further choice would leave.

The newest that fit are taken, up to a ceiling, and everything is counted and ranked among those.
So a question costs the same however large the library grows; below the ceiling every number is
exact, and above it the page says "more than".
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice

from django.db.models import CharField, QuerySet, Value
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content import search
from content.models import fetch_facts
from library.facets import STAGE, Choices, facet_of
from library.filters import LABELS, Asked, Sort
from library.models.base import LibraryPage
from library.querysets import LibraryPageQuerySet
from library.spelling import did_you_mean

CEILING = 500
NEWEST = ("-first_published_at", "-pk")
ORDERS = {Sort.REVIEWED: ("-last_reviewed", *NEWEST)}


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a question."""

    ids: list[int]
    """In their order."""
    is_capped: bool
    words: str
    counts: dict[str, int]
    """By token of a choice; a facet's own choices narrow the others only."""
    without: dict[str, int]
    """How many there would be without the choices of a facet, or without the words ("q")."""
    at_stations: dict[str, int] = field(default_factory=dict)
    """How many each place on the line would leave, whatever stages are chosen now."""

    @property
    def count_text(self) -> str:
        """How many, such as "27" or "500+"."""
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
        self._has_words = search.has(self.query, among=LibraryPage) if self.query else None

    def find(self) -> Found:
        """The items, and what every further choice would leave: three statements, or four."""
        rows = list(self._newest(self.asked).values_list("pk", "found_by"))
        is_capped = len(rows) > CEILING
        items = dict(rows[:CEILING])
        ids = list(items)
        if self.query and self.asked.sort == Sort.RELEVANCE:
            ids = search.ranked(ids, self.query, among=LibraryPage)
        others = self._otherwise(is_empty=not items)
        counts = self._count(items.values(), others)
        stations = self._at_stations(others.get(STAGE, items.values()))
        without = {name: len(tokens) for name, tokens in others.items()}
        return Found(ids, is_capped, self.asked.words, counts, without, stations)

    def fitting(self, asked: Asked) -> LibraryPageQuerySet:
        """All that fit, in any order."""
        pages = self.everything
        if not asked.archived:
            pages = pages.unarchived(self.today)
        for chosen in asked.chosen.values():
            pages = pages.filter(found_by__overlap=[it.token for it in chosen])
        return pages.filter(self._has_words) if asked.words and self._has_words else pages

    def hits(self, ids: Iterable[int]) -> list[Hit]:
        """The items themselves, in that order."""
        order = list(ids)
        items = _whole(order)
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
            if choice.token in self.known.used
        )
        words = did_you_mean(self.asked.words, self.everything, labels) if self.query else ""
        return Advice(words, 0, self.asked.with_words(words).address) if words else None

    def _newest(self, asked: Asked) -> QuerySet[LibraryPage]:
        """The newest that fit, and one more than are counted."""
        return self.fitting(asked).order_by(*ORDERS.get(asked.sort, NEWEST))[: CEILING + 1]

    def _count(
        self, found: Collection[list[str]], others: Mapping[str, list[list[str]]]
    ) -> dict[str, int]:
        """What each choice would leave: those of a facet narrow the other facets only."""
        counts = _tally(found)
        for name in self.asked.chosen:
            own = _tally(others[name][:CEILING])
            counts = {key: n for key, n in counts.items() if facet_of(key) != name}
            counts |= {key: n for key, n in own.items() if facet_of(key) == name}
        return counts

    def _at_stations(self, found: Iterable[list[str]]) -> dict[str, int]:
        """An item about two stages of a station counts once."""
        among = list(islice(found, CEILING))
        stations = self.known.stations.items()
        return {
            station: sum(not tokens.isdisjoint(item) for item in among)
            for station, stages in stations
            if (tokens := {stage.token for stage in stages})
        }

    def _otherwise(self, *, is_empty: bool) -> dict[str, list[list[str]]]:
        """The tokens of what would be found without the choices of a facet, by facet.

        If nothing is found, also without the words, and with what is archived. One statement.
        """
        asked = {name: self.asked.without(name) for name in self.asked.chosen}
        if is_empty and self.asked.words:
            asked["q"] = self.asked.without_words()
        if is_empty and not self.asked.archived:
            asked["archived"] = self.asked.with_archived()
        sets = [
            self._newest(it).annotate(name=Value(name, CharField())).values_list("name", "found_by")
            for name, it in asked.items()
        ]
        found: dict[str, list[list[str]]] = {name: [] for name in asked}
        for name, tokens in sets[0].union(*sets[1:], all=True) if sets else ():
            found[name].append(tokens)
        return found


def _whole(ids: list[int]) -> dict[int, LibraryPage]:
    """Those items as the kinds they are, without their long texts, which no list shows.

    In one statement: Wagtail's `specific` would ask once for each kind.
    """
    kinds = [it for it in LibraryPage._meta.related_objects if it.parent_link]
    long = [
        f"{kind.name}__{field.name}"
        for kind in kinds
        for field in kind.related_model._meta.local_fields
        if isinstance(field, (StreamField, RichTextField))
    ]
    found = LibraryPage.objects.filter(pk__in=ids).select_related(*(kind.name for kind in kinds))
    return {it.pk: getattr(it, it.cached_content_type.model) for it in found.defer(*long)}


def _tally(found: Iterable[list[str]]) -> dict[str, int]:
    """How many of these items have each token."""
    return Counter(chain.from_iterable(found))
