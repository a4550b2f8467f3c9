"""The top of a record: where and from when, what its age means, what to take away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString

from library.enums import Freshness
from library.reading.dates import long_date, month
from library.terms import Chosen, place_line

if TYPE_CHECKING:
    from library.models.base import LibraryPage
    from library.models.records import PracticeRecord

LESSONS_NOTE = "The hub’s reading of the source, not its authors’ own words."


@dataclass(frozen=True, slots=True)
class Fact:
    """A short fact with the sign before it."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader should know before reading on."""

    title: str
    text: str
    style: str = "late"


def head_facts(page: "LibraryPage", areas: Iterable[Chosen], *, standing: str = "") -> list[Fact]:
    """Where, how far or whether it holds, and from when."""
    correct_at = month(page.information_correct_at)
    facts = (
        Fact("place", place_line(areas)),
        Fact("flag", standing),
        Fact("history", f"Information correct at {correct_at}" if correct_at else ""),
    )
    return [fact for fact in facts if fact.text]


def notices(record: "LibraryPage", *, on: date) -> list[Notice]:
    """What its age means for a reader."""
    found = []
    if record.historical_note:
        year = record.information_correct_at.year if record.information_correct_at else "the past"
        found.append(Notice(f"This is a record of {year}", record.historical_note))
    freshness = record.freshness(on)
    reviewed = f" Last reviewed {long_date(record.last_reviewed)}." if record.last_reviewed else ""
    if freshness == Freshness.ARCHIVED:
        found.append(
            Notice(
                "This page is archived",
                "It keeps its address so that it can still be read and cited. "
                f"Do not rely on it for what is true today.{reviewed}",
            )
        )
    elif freshness == Freshness.OVERDUE and record.review_due:
        found.append(
            Notice(
                "This page may be out of date",
                f"It was due to be reviewed on {long_date(record.review_due)}.{reviewed}",
            )
        )
    return found


def lessons(record: "PracticeRecord") -> list[SafeString]:
    """What to take away."""
    return [
        format_html("<b>{}</b> {}", block.value["lesson"], block.value["detail"] or "")
        for block in record.lessons
    ]


def lessons_note(record: "PracticeRecord") -> str:
    """Whose lessons they are, where they are ours."""
    return LESSONS_NOTE if record.lessons_by_hub else ""
