"""The two questions on the home page: where do you work, and where is the parent?"""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from content.versions import kept
from library.facets import Choice
from library.models import LibraryIndexPage


@dataclass(frozen=True, slots=True)
class Choosing:
    """What may be chosen: only what some item is about."""

    sectors: list[Choice]
    stages: list[Choice]


def choosing() -> Choosing:
    """The two lists, in the order of their vocabularies; empty while the library is."""
    return kept("home:choosing", _read_lists)


def _read_lists() -> Choosing:
    library = LibraryIndexPage.objects.live().first()
    if library is None:
        return Choosing([], [])
    known = library.choices
    return Choosing(known.in_use("sector"), known.in_use("stage"))


def read(query: QueryDict, offered: Choosing) -> tuple[Choice | None, Choice | None]:
    """The two that were chosen; None for what is missing or not in the lists."""
    wanted = ((offered.sectors, "sector"), (offered.stages, "stage"))
    found = [
        next((it for it in known if it.slug == query.get(name, "")), None) for known, name in wanted
    ]
    return found[0], found[1]


def form(
    offered: Choosing, sector: Choice | None = None, stage: Choice | None = None
) -> dict[str, Any] | None:
    """The two questions for `components/pack.html`; nothing while there is nothing to choose."""
    if not (offered.sectors and offered.stages):
        return None
    return {
        "action": reverse("pack"),
        "title": "Two choices, one pack",
        "first": _question("I work in", "sector", offered.sectors, sector),
        "second": _question("and the child’s parent is at", "stage", offered.stages, stage),
        "button": "Show my pack",
        "note": "What to do, what to use and who to call.",
    }


def _question(
    label: str, name: str, choices: list[Choice], chosen: Choice | None
) -> dict[str, object]:
    return {
        "label": label,
        "name": name,
        "options": [(it.slug, it.label) for it in choices],
        "chosen": chosen.slug if chosen else "",
    }
