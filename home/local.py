"""What is known of a place: gathered from the library and the events, gaps and all.

It stands here because only this room may know both of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from content.models import fetch_facts
from events.listing import Row as EventRow
from events.listing import next_rows
from events.models import TrainingEventPage
from home.enums import Shelf
from library.directory.asking import Asked
from library.directory.entries import entries
from library.directory.finding import find
from library.directory.gazetteer import Gazetteer, Place
from library.directory.views import Row as ServiceRow
from library.directory.views import rows as service_rows
from library.enums import Kind, Standing
from library.models import LibraryIndexPage, LibraryPage
from taxonomy.models import AreaKind

MOST = 6
"""So many of each stand on the page; a link leads to the rest."""
DATES = 4
SHELVES = {
    Kind.PROTOCOL: Shelf.PROTOCOLS,
    Kind.LOCAL_AREA: Shelf.EXAMPLES,
    Kind.PROTOCOL_IN_ACTION: Shelf.EXAMPLES,
    Kind.PRACTICE_EXAMPLE: Shelf.EXAMPLES,
    Kind.SERVICE_MODEL: Shelf.EXAMPLES,
    Kind.DID_NOT_WORK: Shelf.EXAMPLES,
    Kind.SERVICE: Shelf.SERVICES,
}
"""Where each kind stands; any other is among the rest."""
OVER = (Standing.DRAFT.value, Standing.LAPSED.value)
"""A protocol that holds not yet, or no more, does not make a place one that has any."""
_NOT_IN_FORCE = Q(kind=Kind.PROTOCOL, protocolpage__standing__in=OVER)
_IN_FORCE = Q(kind=Kind.PROTOCOL) & ~_NOT_IN_FORCE


@dataclass(frozen=True, slots=True)
class Section:
    """What there is of one sort."""

    title: str
    anchor: str
    items: list[LibraryPage]
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class LocalArea:
    """A place, and all that is known of it."""

    place: Place
    lies_in: list[Place]
    holds: list[Place]
    """The places in it that have something of their own."""
    protocols: Section
    wider_protocols: list[LibraryPage]
    """What holds here because it holds for all of a region or nation."""
    examples: Section
    rest: Section
    services: list[ServiceRow]
    services_url: str
    dates: list[EventRow]
    is_listed: bool

    @property
    def has_content(self) -> bool:
        """Whether anything is about this place itself."""
        return self.is_listed or bool(self.holds)


@dataclass(frozen=True, slots=True)
class Listed:
    """A place in the list of places, with what it has."""

    place: Place
    counts: Counter[Shelf] = field(default_factory=Counter)

    @property
    def label(self) -> str:
        return self.place.label

    @property
    def url(self) -> str:
        return reverse("area", args=[self.place.slug])

    @property
    def has_protocol(self) -> bool:
        return self.counts[Shelf.PROTOCOLS] > 0

    @property
    def facts(self) -> list[str]:
        """What there is, in words."""
        return [shelf.counted(number) for shelf in Shelf if (number := self.counts[shelf])]


def of_place(place: Place, places: Gazetteer, *, at: datetime) -> LocalArea:
    """All that is known of that place, in a fixed number of questions."""
    today = timezone.localdate(at)
    own = {place.pk, *places.below(place)}
    wider = {it.pk for it in places.above(place)}
    items = _items(today)
    found = _sorted(items.filter(Exists(_about(own))))
    from_wider = _wider_protocols(items, wider, own)
    fetch_facts([*chain(*found.values()), *from_wider])
    hits = find(entries(today), Asked(place=place), places)
    known = {entry.place.pk for entry in listed(places, at=at)}
    training = TrainingEventPage.objects.live().public()
    more = _library(place)
    return LocalArea(
        place=place,
        lies_in=places.above(place),
        holds=[
            inner
            for inner in places.by_pk.values()
            if inner.parent == place.pk and known & {inner.pk, *places.below(inner)}
        ],
        protocols=_section(Shelf.PROTOCOLS, found[Shelf.PROTOCOLS], more),
        wider_protocols=from_wider,
        examples=_section(Shelf.EXAMPLES, found[Shelf.EXAMPLES], more),
        rest=_section(Shelf.REST, found[Shelf.REST], more),
        services=service_rows(hits[:MOST], at=at),
        services_url=_directory(place) if len(hits) > MOST else "",
        dates=next_rows(training.filter(Exists(_meant_for(own | wider))), at=at, count=DATES),
        is_listed=place.pk in known,
    )


def listed(places: Gazetteer, *, at: datetime) -> list[Listed]:
    """Every place that something is about, by name."""
    today = timezone.localdate(at)
    counts: dict[int, Counter[Shelf]] = defaultdict(Counter)
    areas: Any = LibraryPage.areas.through
    items = areas.objects.filter(librarypage__in=_items(today).values("pk"))
    rows = items.values_list("area", "librarypage__kind", "librarypage__protocolpage__standing")
    for area, kind, standing, number in rows.annotate(Count("pk")).order_by():
        counts[area][_shelf(kind, standing)] += number
    training: Any = TrainingEventPage.areas.through
    upcoming = TrainingEventPage.objects.live().public().upcoming(at)
    events = training.objects.filter(trainingeventpage__in=upcoming.values("pk"))
    for area, number in events.values_list("area").annotate(Count("pk")).order_by():
        counts[area][Shelf.TRAINING] += number
    found = [
        Listed(places.by_pk[pk], of_area) for pk, of_area in counts.items() if pk in places.by_pk
    ]
    return sorted(found, key=lambda entry: entry.label)


def by_kind(found: Iterable[Listed]) -> list[tuple[str, list[Listed]]]:
    """The same under headings: first the councils, of which one asks who has a protocol."""
    headings = {
        "Councils": {AreaKind.AUTHORITY},
        "Prisons": {AreaKind.PRISON},
        "Regions and nations": {AreaKind.REGION, AreaKind.NATION},
    }
    all_of = list(found)
    groups = [
        (heading, [entry for entry in all_of if entry.place.kind in kinds])
        for heading, kinds in headings.items()
    ]
    return [(heading, entries_of) for heading, entries_of in groups if entries_of]


def _items(today: date) -> Any:
    return LibraryPage.objects.live().public().unarchived(today)


def _wider_protocols(items: Any, wider: set[int], own: set[int]) -> list[LibraryPage]:
    found = items.filter(_IN_FORCE, Exists(_about(wider)), ~Exists(_about(own)))
    return list(found.newest_first()[:MOST]) if wider else []


def _about(areas: set[int]) -> Any:
    through: Any = LibraryPage.areas.through
    return through.objects.filter(librarypage=OuterRef("pk"), area__in=areas)


def _meant_for(areas: set[int]) -> Any:
    through: Any = TrainingEventPage.areas.through
    return through.objects.filter(trainingeventpage=OuterRef("pk"), area__in=areas)


def _sorted(items: Any) -> dict[Shelf, list[LibraryPage]]:
    """The newest of each sort, one more than is shown; services come from the directory."""
    shelves: dict[Shelf, list[LibraryPage]] = {
        shelf: [] for shelf in (Shelf.PROTOCOLS, Shelf.EXAMPLES, Shelf.REST)
    }
    kinds = {
        shelf: Q(kind__in=[kind for kind, its in SHELVES.items() if its == shelf])
        for shelf in (Shelf.PROTOCOLS, Shelf.EXAMPLES)
    }
    kinds[Shelf.PROTOCOLS] &= ~_NOT_IN_FORCE
    kinds[Shelf.REST] = ~Q(kind__in=list(SHELVES)) | _NOT_IN_FORCE
    for shelf, of_kind in kinds.items():
        shelves[shelf] = list(items.filter(of_kind).newest_first()[: MOST + 1])
    return shelves


def _section(shelf: Shelf, items: list[LibraryPage], more: str) -> Section:
    return Section(shelf.label, shelf.value, items[:MOST], more if len(items) > MOST else "")


def _shelf(kind: str, standing: str | None) -> Shelf:
    return Shelf.REST if standing in OVER else SHELVES.get(Kind(kind), Shelf.REST)


def _library(place: Place) -> str:
    """The library, narrowed to the place."""
    library = LibraryIndexPage.objects.live().first()
    return f"{library.url}?place={place.slug}" if library else ""


def _directory(place: Place) -> str:
    return f"{reverse('services')}?place={place.slug}"
