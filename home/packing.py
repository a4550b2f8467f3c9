"""One sheet for one situation: the sector somebody works in, and where the parent is."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from home.choosing import Choosing
from home.models.landing import LandingPage, SectorPage, StagePage
from library.enums import Kind
from library.facets import Choice
from library.models import LibraryPage
from library.querysets import LibraryPageQuerySet

MOST = 6
"""So many of each sort: all of it fits on three sheets."""
ANY_STAGE = "any-stage"
SHELVES = {
    "Who to turn to": {Kind.SERVICE},
    "To read and to use": {Kind.GUIDE, Kind.QUESTION, Kind.RESOURCE},
    "What is agreed, and what the law says": {Kind.PROTOCOL, Kind.POLICY},
    "What others did": {
        Kind.LOCAL_AREA,
        Kind.PROTOCOL_IN_ACTION,
        Kind.PRACTICE_EXAMPLE,
        Kind.SERVICE_MODEL,
        Kind.DID_NOT_WORK,
    },
    "What is known": {Kind.RESEARCH},
}
"""In the order in which somebody with five minutes needs them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is of one sort."""

    title: str
    items: list[LibraryPage]


@dataclass(frozen=True, slots=True)
class Pack:
    """All that fits both choices; if nothing does, what fits the stage."""

    sector: Choice
    stage: Choice
    leads: list[LandingPage]
    """What editors wrote about the stage, then about the sector."""
    shelves: list[Shelf]
    is_wider: bool = False
    """Nothing names both."""

    @property
    def title(self) -> str:
        return f"{self.sector.label}: {self.stage.label}"


def pack(sector: Choice, stage: Choice, offered: Choosing, *, today: date) -> Pack:
    """Everything for that situation, the newest of each sort first.

    What is for every stage is for this one, too.
    """
    stages = [it.token for it in offered.stages if it.slug in {stage.slug, ANY_STAGE}]
    public = LibraryPage.objects.live().public()
    fitting = public.unarchived(today).filter(found_by__overlap=stages)
    packed = Pack(
        sector,
        stage,
        _leads(sector, stage),
        _shelved(fitting.filter(found_by__contains=[sector.token])),
    )
    return packed if packed.shelves else replace(packed, shelves=_shelved(fitting), is_wider=True)


def _leads(sector: Choice, stage: Choice) -> list[LandingPage]:
    stages: Any = StagePage.objects.live().public().filter(stages=stage.key).order_by("path")
    sectors: Any = SectorPage.objects.live().public().filter(sectors=sector.key).order_by("path")
    return [*stages[:1], *sectors[:1]]


def _shelved(items: LibraryPageQuerySet) -> list[Shelf]:
    shelves = [
        Shelf(title, list(items.of_kinds(kinds).newest_first()[:MOST]))
        for title, kinds in SHELVES.items()
    ]
    return [shelf for shelf in shelves if shelf.items]
