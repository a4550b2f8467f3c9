"""Where readers land in the demonstration: the stages of the way, and two sectors."""

import tomllib
from pathlib import Path
from typing import Any

from home.models import HomePage, LandingPage, SectorPage, StagePage
from taxonomy.models import Sector, Stage, Term

CONTENT = Path(__file__).with_suffix(".toml")
OURS = {
    "tone": "plain",
    "title": "Sample words",
    "text": "<p>This page is a start, written for the demonstration. "
    "Editors replace it with what their readers need.</p>",
}


def load() -> None:
    """Make the pages that are not there yet."""
    with CONTENT.open("rb") as file:
        entries = tomllib.load(file)
    home = HomePage.objects.get()
    for entry in entries["stages"]:
        _make(home, StagePage, entry, terms=Stage, field="stages")
    for entry in entries["sectors"]:
        _make(home, SectorPage, entry, terms=Sector, field="sectors")


def _make(
    home: HomePage, kind: type[LandingPage], entry: dict[str, Any], *, terms: type[Term], field: str
) -> None:
    if home.get_children().filter(slug=entry["slug"]).exists():
        return
    words = {name: entry[name] for name in ("title", "slug", "introduction")}
    page = kind(
        **words,
        steps=[("step", step) for step in entry["steps"]],
        body=[*((row["type"], row["value"]) for row in entry.get("body", [])), ("notice", OURS)],
    )
    if isinstance(page, StagePage):
        page.station = entry["station"]
    setattr(page, field, terms.objects.filter(slug__in=entry[field]))
    home.add_child(instance=page)
    page.save_revision().publish()
