"""What a reader asks the directory. A postcode is personal: only its first half is ever used."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from library.directory.entries import Entry
from library.directory.gazetteer import Gazetteer, Place
from taxonomy.models import ServiceKind
from taxonomy.outcodes import Outcode, looks_like_a_postcode, outcode_in

LONGEST = 60
SECOND_HALF = re.compile(r"\s*[0-9][A-Z]{2}\s*\Z", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where, and what kind; whatever was not understood is left out and named."""

    near: str = ""
    """As it stands in the field: a first half of a postcode, or the name of a place."""
    outcode: Outcode | None = None
    town: str = ""
    named: Place | None = None
    """The place that was typed."""
    place: Place | None = None
    """The place that was chosen from the list."""
    kind: ServiceKind | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether this is another view than the plain list."""
        return bool(self.near or self.place or self.kind or self.notes)

    @property
    def where(self) -> str:
        """The place in words."""
        near = self.named.label if self.named else self.near
        return " and ".join(filter(None, (self.place.label if self.place else "", near)))

    @property
    def address(self) -> str:
        """All of it as the end of an address."""
        pairs = {
            "near": self.near,
            "place": self.place.slug if self.place else "",
            "kind": self.kind.slug if self.kind else "",
        }
        return "?" + urlencode({name: value for name, value in pairs.items() if value})

    def without(self, *fields: str) -> "Asked":
        """The same without some of it."""
        changed: dict[str, Any] = dict.fromkeys(fields)
        if "near" in fields:
            changed |= {"near": "", "outcode": None, "town": "", "named": None}
        return replace(self, **changed)


def discreet(query: QueryDict) -> str | None:
    """The end of the same address with half the postcode, if more than half was typed."""
    typed = query.get("near", "")
    if not looks_like_a_postcode(typed):
        return None
    known = outcode_in(typed)
    half = known.code if known else SECOND_HALF.sub("", typed).strip().upper()
    if half == typed:
        return None
    changed = query.copy()
    changed["near"] = half
    return "?" + changed.urlencode()


def read(
    query: QueryDict, places: Gazetteer, kinds: dict[str, ServiceKind], known: list[Entry]
) -> Asked:
    """Understand an address; nothing in it leads to an error."""
    asked = _read_near(" ".join(query.get("near", "").split())[:LONGEST], places, known)
    notes = list(asked.notes)
    place = places.by_slug.get(query.get("place", ""))
    if query.get("place") and place is None:
        notes.append("We did not understand the place in the address and left it out.")
    kind = kinds.get(query.get("kind", ""))
    if query.get("kind") and kind is None:
        notes.append("We did not understand the kind of service in the address and left it out.")
    page = query.get("page", "")
    if page and not (page.isascii() and page.isdigit() and page.strip("0")):
        notes.append("There is no such page of the list, so this is the first.")
    return replace(asked, place=place, kind=kind, notes=tuple(notes))


def _read_near(typed: str, places: Gazetteer, known: list[Entry]) -> Asked:
    typed = "".join(character for character in typed if character.isprintable())
    if not typed:
        return Asked()
    if outcode := outcode_in(typed):
        return Asked(near=outcode.code, outcode=outcode)
    if place := places.called(typed):
        return Asked(near=typed, named=place)
    there = [entry for entry in known if entry.town and entry.town == typed.casefold()]
    if there:
        postcodes = (outcode_in(entry.postcode) for entry in there)
        return Asked(near=typed, town=typed.casefold(), outcode=next(filter(None, postcodes), None))
    return Asked(
        notes=(
            f"We do not know where “{typed}” is, so this list is for everywhere. Try the first "
            "half of a postcode, such as SW9, or the name of a council or a prison.",
        )
    )
