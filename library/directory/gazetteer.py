"""The places that the site knows, and which lie in which."""

from collections.abc import Iterable
from dataclasses import dataclass

from content.versions import kept
from taxonomy.models import Area, AreaKind

FORMALITIES = (
    "hmp/yoi ",
    "hmp & yoi ",
    "hmp ",
    "hmyoi ",
    "city of ",
    "county of ",
    "london borough of ",
)
"""What people leave out when they name a place."""


@dataclass(frozen=True, slots=True)
class Place:
    """A nation, a region, an authority or a prison."""

    pk: int
    slug: str
    label: str
    kind: str
    parent: int | None
    names: frozenset[str]

    @property
    def is_prison(self) -> bool:
        return self.kind == AreaKind.PRISON


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All of them, by number, by the word in addresses, and by what people call them."""

    by_pk: dict[int, Place]
    by_slug: dict[str, Place]
    by_name: dict[str, Place]

    def called(self, typed: str) -> Place | None:
        """The place of that name, however formally it was typed."""
        return self.by_name.get(_plain(typed))

    def above(self, place: Place) -> list[Place]:
        """The places it lies in, the nearest first; a circle is followed once."""
        found: list[Place] = []
        upper = self.by_pk.get(place.parent or 0)
        while upper and upper not in found:
            found.append(upper)
            upper = self.by_pk.get(upper.parent or 0)
        return found

    def below(self, place: Place) -> set[int]:
        """The numbers of the places that lie in it."""
        return {other.pk for other in self.by_pk.values() if place in self.above(other)}


def gazetteer() -> Gazetteer:
    """All places, as long as nothing has changed since they were read."""
    return kept("directory.gazetteer", _read)


def _read() -> Gazetteer:
    places = [
        Place(pk, slug, label, kind, parent, _names(label, synonyms))
        for pk, slug, label, kind, parent, synonyms in Area.objects.values_list(
            "pk", "slug", "label", "kind", "parent", "synonyms"
        )
    ]
    # The narrowest place of a name is meant by it, so it is put in last.
    widest_first = sorted(places, key=lambda place: list(AreaKind.values).index(place.kind))
    return Gazetteer(
        by_pk={place.pk: place for place in places},
        by_slug={place.slug: place for place in places},
        by_name={name: place for place in widest_first for name in place.names},
    )


def _names(label: str, synonyms: Iterable[str]) -> frozenset[str]:
    return frozenset(_plain(name) for name in (label, *synonyms))


def _plain(name: str) -> str:
    words = " ".join(name.casefold().replace("’", "'").split())
    for formality in FORMALITIES:
        words = words.removeprefix(formality)
    return words.removesuffix(" council").removesuffix(" city").removesuffix(" county")
