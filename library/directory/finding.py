"""Which services fit, and in what order: near ones that take families from there come first."""

from collections.abc import Iterable
from dataclasses import dataclass

from library.directory.asking import Asked
from library.directory.entries import Entry
from library.directory.gazetteer import Gazetteer, Place
from taxonomy.models import AreaKind
from taxonomy.outcodes import miles_between

NEAR_MILES = 30
"""What is so near comes by distance; what is farther, by how narrow its area is."""
EXACT_MILES = 3
"""The middle of a postcode area may be so far from where one is."""
NEXT_DOOR_MILES = 15
"""So near, a service of another area is worth a call."""
NARROWEST_FIRST = (AreaKind.PRISON, AreaKind.AUTHORITY, AreaKind.REGION, AreaKind.NATION)


@dataclass(frozen=True, slots=True)
class Hit:
    """A service that fits."""

    pk: int
    order: tuple
    miles: float | None
    is_outside: bool
    """It does not say that it covers the place."""

    @property
    def distance(self) -> str:
        """In words; a first half of a postcode is not exact."""
        if self.miles is None:
            return ""
        if self.miles < EXACT_MILES:
            return f"Within about {EXACT_MILES} miles"
        return f"About {round(self.miles)} miles away"


def find(known: Iterable[Entry], asked: Asked, places: Gazetteer) -> list[Hit]:
    """All that fit, the most useful first."""
    wanted = _Wanted(asked, places)
    found = (wanted.judge(entry) for entry in known)
    return sorted((hit for hit in found if hit), key=lambda hit: hit.order)


class _Wanted:
    """The places that a service has to cover, and those that lie in them."""

    def __init__(self, asked: Asked, places: Gazetteer) -> None:
        self.asked, self.places = asked, places
        chosen = [place for place in (asked.place or asked.named,) if place]
        if not chosen and asked.outcode:
            slugs = asked.outcode.authorities
            chosen = [places.by_slug[slug] for slug in slugs if slug in places.by_slug]
        self.covering = {pk: rank for place in chosen for pk, rank in self._covering(place)}
        self.inside = {pk for place in chosen for pk in places.below(place)}
        self.point = asked.outcode.point if asked.outcode else None
        self.is_anywhere = not (asked.place or asked.named or asked.outcode or asked.town)

    def _covering(self, place: Place) -> Iterable[tuple[int, int]]:
        """The place and what it lies in. Whoever helps a council's families helps no prison's."""
        for wider in (place, *self.places.above(place)):
            if wider == place or not (place.is_prison and wider.kind == AreaKind.AUTHORITY):
                yield wider.pk, NARROWEST_FIRST.index(AreaKind(wider.kind))

    def judge(self, entry: Entry) -> Hit | None:
        """Its place in the list; none if it does not fit."""
        if self.asked.kind and self.asked.kind.pk not in entry.kinds:
            return None
        miles = miles_between(self.point, entry.point) if self.point and entry.point else None
        ranks = [self.covering[pk] for pk in entry.areas if pk in self.covering]
        far = NEAR_MILES if miles is None else miles
        name = entry.title.casefold()
        if ranks or self.is_anywhere or entry.areas & self.inside:
            narrow = min(ranks, default=len(NARROWEST_FIRST))
            is_near = miles is not None and miles <= NEAR_MILES
            order = (0, far, 0, name) if is_near else (1, narrow, far, name)
            return Hit(entry.pk, order, miles, is_outside=False)
        is_next_door = miles is not None and miles <= NEXT_DOOR_MILES and not self.asked.place
        if is_next_door or (self.asked.town and entry.town == self.asked.town):
            return Hit(entry.pk, (2, far, 0, name), miles, is_outside=is_next_door)
        return None
