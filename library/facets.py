"""What the library may be narrowed by: the choices there are, and how they are shown."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from wagtail.models import Page

from content.versions import kept
from library.enums import Kind
from library.querysets import LibraryPageQuerySet
from taxonomy.models import AgeBand, Area, AreaKind, EvidenceType, Flag, Role, Sector, Stage, Topic
from taxonomy.models import Term as AnyTerm

FIRST = 6
"""How many choices of a long list stand open."""
FEW = 8
"""So many are never folded."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the library; its name stands in the address."""

    name: str
    label: str
    field: str
    terms: type[AnyTerm] | None
    is_scale: bool = False
    """Whether the choices have an order of their own, which no count may disturb."""


FACETS = (
    Facet("kind", "Kind", "kind", None, is_scale=True),
    Facet("sector", "Sector", "sectors", Sector),
    Facet("topic", "Topic", "topics", Topic),
    Facet("stage", "Stage", "stages", Stage, is_scale=True),
    Facet("age", "Child’s age", "ages", AgeBand, is_scale=True),
    Facet("role", "Written for", "roles", Role),
    Facet("place", "Place", "areas", Area),
    Facet("evidence", "Kind of evidence", "evidence_type", EvidenceType),
    Facet("flag", "Good to know", "flags", Flag),
)
OPEN = ("kind", "sector", "topic")
"""The groups that stand open before anything is chosen."""
PLACE = "place"
STAGE = "stage"
SORTS = {PLACE: "kind", STAGE: "station"}
"""What sorts the terms of a vocabulary, apart from their order."""
_PLACES = f"{PLACE}:"
WIDER = {kind.value: kind.label for kind in AreaKind}


def token(facet: str, key: object) -> str:
    """One choice of one facet in a word, such as "sector:3"."""
    return f"{facet}:{key}"


def facet_of(token: str) -> str:
    """The name of the facet of that token."""
    return token.partition(":")[0]


def tokens_of(page: Page) -> Iterator[str]:
    """Everything an item of the library may be narrowed to."""
    for facet in FACETS:
        field: Any = page._meta.get_field(facet.field)
        if facet.name == PLACE:
            yield from places(page.areas.all())
        elif field.many_to_many:
            yield from (token(facet.name, term.pk) for term in getattr(page, facet.field).all())
        elif key := getattr(page, field.attname):
            yield token(facet.name, key)


def places(areas: Iterable[Area]) -> set[str]:
    """What lies in a region may be narrowed to the region, too."""
    return {token(PLACE, it.pk) for area in areas for it in (area, *area.ancestors())}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: a kind, or a term."""

    facet: str
    key: str
    slug: str
    label: str
    order: int
    sort: str = ""
    """Of a place, what kind of place it is; of a stage, where it lies on the line."""
    parent: str | None = None

    @property
    def token(self) -> str:
        """What an item carries that has it (`LibraryPage.found_by`)."""
        return token(self.facet, self.key)


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that may be chosen, by facet and by the word in the address."""

    by_slug: dict[str, dict[str, Choice]]
    used: set[str]
    """The tokens that some item has."""

    def in_order(self, facet: str) -> list[Choice]:
        """All of a facet, as its vocabulary has them."""
        return sorted(self.by_slug[facet].values(), key=lambda it: (it.order, it.label))

    @property
    def stations(self) -> dict[str, list[Choice]]:
        """The stages at each place on the line, and under "" those that are beside it."""
        stages = sorted(self.in_order(STAGE), key=lambda it: it.sort)
        return {station: list(found) for station, found in groupby(stages, lambda it: it.sort)}

    def in_use(self, facet: str) -> list[Choice]:
        """Those that some item has."""
        return [choice for choice in self.in_order(facet) if choice.token in self.used]


def known_choices(everything: LibraryPageQuerySet) -> Choices:
    """All choices, as long as nothing has changed since they were read."""
    return kept("library.choices", lambda: choices(everything))


def choices(everything: LibraryPageQuerySet) -> Choices:
    """All choices, in one query. Those that none of these pages has are known, but not used."""
    first, *others = [*_kinds(everything), *_terms(everything)]
    by_slug: dict[str, dict[str, Choice]] = {facet.name: {} for facet in FACETS}
    for order, kind in enumerate(Kind):
        by_slug["kind"][kind] = Choice("kind", kind.value, kind.value, kind.label, order)
    used = set()
    for facet, key, slug, label, order, is_used, sort, parent in first.union(*others, all=True):
        if facet != "kind":
            by_slug[facet][slug] = Choice(facet, key, slug, label, order, sort, parent)
        if is_used:
            used.add(token(facet, key))
    return Choices(by_slug, used | _around(used, by_slug[PLACE].values()))


def _kinds(everything: LibraryPageQuerySet) -> Iterator[QuerySet[Any, Any]]:
    for kind in Kind:
        yield _row(everything.filter(kind=kind).order_by(), "kind", "kind", "kind")[:1]


def _terms(everything: LibraryPageQuerySet) -> Iterator[QuerySet[Any, Any]]:
    for facet in FACETS:
        if facet.terms is None:
            continue
        users = everything.filter(**{facet.field: OuterRef("pk")}).order_by()
        terms = facet.terms._default_manager.order_by().annotate(used_now=Exists(users))
        yield _row(terms, facet.name, "slug", "label")


def _row(rows: QuerySet[Any], facet: str, slug: str, label: str) -> QuerySet[Any, Any]:
    """The same columns whatever the table, so that one query can ask for all."""
    is_term, is_place = facet != "kind", facet == PLACE
    sort = F(SORTS[facet]) if facet in SORTS else Value("", CharField())
    return rows.annotate(
        facet=Value(facet, CharField()),
        key=Cast("pk" if is_term else "kind", CharField()),
        word=Cast(slug, CharField()),
        name=Cast(label, CharField()),
        place_in_order=F("sort_order") if is_term else Value(0, IntegerField()),
        used=F("used_now") if is_term else Value(True, BooleanField()),
        sort=sort,
        lies_in=Cast("parent_id", CharField()) if is_place else Value(None, CharField()),
    ).values_list("facet", "key", "word", "name", "place_in_order", "used", "sort", "lies_in")


def _around(used: set[str], places: Iterable[Choice]) -> set[str]:
    """The places in which a used one lies; a circle is followed once."""
    known = {place.key: place for place in places}
    found: set[str] = set()
    for place in known.values():
        wider = known.get(place.parent or "") if place.token in used else None
        while wider and wider.token not in found:
            found.add(wider.token)
            wider = known.get(wider.parent or "")
    return found


@dataclass(frozen=True, slots=True)
class Option:
    """A check box."""

    slug: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Check boxes under one heading: the first, and the rest to unfold."""

    label: str
    shown: list[Option]
    rest: list[Option]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.shown) + len(self.rest)


@dataclass(frozen=True, slots=True)
class Group:
    """One facet as a reader sees it."""

    name: str
    label: str
    parts: list[Part]
    is_open: bool
    at_least: bool
    """Whether its counts are lower bounds."""


def groups(
    known: Choices,
    chosen: Mapping[str, list[Choice]],
    counts: Mapping[str, int],
    *,
    is_lower_bound: Callable[[str], bool],
) -> list[Group]:
    """The facets that have anything to choose, in their order."""
    return [
        group
        for facet in FACETS
        if (
            group := _group(facet, known, chosen, counts, at_least=is_lower_bound(facet.name))
        ).parts
    ]


def _group(
    facet: Facet,
    known: Choices,
    chosen: Mapping[str, list[Choice]],
    counts: Mapping[str, int],
    *,
    at_least: bool,
) -> Group:
    picked = {choice.slug for choice in chosen.get(facet.name, ())}
    headed: dict[str, list[Option]] = defaultdict(list)
    for choice in known.in_order(facet.name):
        if choice.token in known.used or choice.slug in picked:
            count = counts.get(choice.token, 0)
            option = Option(choice.slug, choice.label, count, choice.slug in picked)
            headed[choice.sort if facet.name == PLACE else ""].append(option)
    parts = [_part(WIDER.get(kind, ""), headed[kind], facet) for kind in ("", *WIDER)]
    parts = [part for part in parts if part.total]
    return Group(facet.name, facet.label, parts, bool(picked) or facet.name in OPEN, at_least)


def _part(label: str, options: list[Option], facet: Facet) -> Part:
    """The most promising choices stand open, in the order of their vocabulary."""
    if facet.is_scale or len(options) <= FEW:
        return Part(label, options, [])
    best = sorted(options, key=lambda it: (not it.is_chosen, -it.count))[:FIRST]
    chosen = [option for option in options if option.is_chosen]
    shown = [option for option in options if option in best or option in chosen]
    return Part(label, shown, [option for option in options if option not in shown])
