"""What the directory knows of each service when it looks for one: numbers, and nothing secret."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from content.versions import kept
from library.models import ServicePage
from taxonomy.outcodes import Point

COLUMNS = (
    "pk", "title", "town", "postcode", "latitude", "longitude", "address_is_secret",
    "last_reviewed", "expiry_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A service that may be listed. One with a secret address has neither point nor town."""

    pk: int
    title: str
    town: str
    postcode: str
    point: Point | None
    areas: frozenset[int]
    kinds: frozenset[int]
    leaves: date | None
    """The day on which it is archived."""


def entries(on: date) -> list[Entry]:
    """All that may be listed on that day, as long as nothing has changed since they were read."""
    known = kept("directory.entries", _read)
    return [entry for entry in known if entry.leaves is None or entry.leaves > on]


def _read() -> list[Entry]:
    listed = ServicePage.objects.live().public().not_closed()
    areas, kinds = (_chosen(field, listed) for field in ("areas", "service_kinds"))
    return [
        Entry(
            pk=page.pk,
            title=page.title,
            town=page.public_town.casefold(),
            postcode=page.public_postcode,
            point=page.public_point,
            areas=frozenset(areas[page.pk]),
            kinds=frozenset(kinds[page.pk]),
            leaves=page.expires,
        )
        for page in listed.only(*COLUMNS)
    ]


def _chosen(field: str, listed: Any) -> dict[int, list[int]]:
    """The terms of each page, in one query."""
    stored: Any = ServicePage._meta.get_field(field)
    page, term = stored.m2m_field_name(), stored.m2m_reverse_field_name()
    rows = stored.remote_field.through.objects.filter(**{f"{page}__in": listed.values("pk")})
    found: dict[int, list[int]] = defaultdict(list)
    for page_pk, term_pk in rows.values_list(f"{page}_id", f"{term}_id"):
        found[page_pk].append(term_pk)
    return found
