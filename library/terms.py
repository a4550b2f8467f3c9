"""The terms chosen for a page, whatever their vocabulary, at the price of one query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db.models import CharField, F, QuerySet, Value

from taxonomy.models import AreaKind, EvidenceType, Term

if TYPE_CHECKING:
    from library.models.base import LibraryPage

FIELDS = ("areas", "sectors", "roles", "stages", "topics", "ages", "flags")
NARROWEST_FIRST = [
    kind.value for kind in (AreaKind.PRISON, AreaKind.AUTHORITY, AreaKind.REGION, AreaKind.NATION)
]
PLACES_SHOWN = 3


class Place(Protocol):
    """An area, or what is known of it."""

    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...


SomePlace = TypeVar("SomePlace", bound=Place)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A term as a page names it."""

    field: str
    pk: int
    label: str
    sort_order: int
    kind: str = ""
    slug: str = ""


def chosen_for(page: "LibraryPage") -> dict[str, list[Chosen]]:
    """The terms by field, in the order of their vocabularies; those of a draft from memory."""
    chosen: dict[str, list[Chosen]] = defaultdict(list)
    stored = []
    for field in FIELDS:
        terms = getattr(page, field).all()
        if isinstance(terms, QuerySet):
            stored.append(_columns(field, terms))
        else:
            chosen[field] = [_known(field, term) for term in terms]
    evidence = EvidenceType.objects.filter(pk=page.evidence_type_id or 0)
    first, *others = [*stored, _columns("evidence_type", evidence)]
    for row in first.union(*others, all=True) if others else first:
        chosen[row[0]].append(Chosen(*row))
    for terms in chosen.values():
        terms.sort(key=lambda term: (term.sort_order, term.label))
    return chosen


def _columns(field: str, terms: QuerySet) -> QuerySet:
    kind = F("kind") if field == "areas" else Value("", output_field=CharField())
    return (
        terms.order_by()
        .annotate(of=Value(field, output_field=CharField()), kind_of=kind)
        .values_list("of", "pk", "label", "sort_order", "kind_of", "slug")
    )


def _known(field: str, term: Term) -> Chosen:
    kind = getattr(term, "kind", "")
    return Chosen(field, term.pk, term.label, term.sort_order, kind, term.slug)


def narrowest_first(areas: Iterable[SomePlace]) -> list[SomePlace]:
    """The same, what is narrower before what is wider."""
    return sorted(areas, key=lambda area: NARROWEST_FIRST.index(area.kind))


def places(areas: Iterable[Place]) -> list[str]:
    """Areas by name, the narrowest first."""
    return [area.label for area in narrowest_first(areas)]


def place_line(areas: Iterable[Place]) -> str:
    """Where something is about: a few areas by name, more as a number."""
    names = places(areas)
    if len(names) > PLACES_SHOWN:
        return f"{names[0]} and {len(names) - 1} other areas"
    return ", ".join(names)
