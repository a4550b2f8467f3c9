"""How far a record can be leant on, in words."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from library.enums import Evaluation, Freshness, Rating
from library.models.evidence import JUDGEMENTS
from library.reading.dates import long_date
from library.reading.glance import GlanceItem

if TYPE_CHECKING:
    from library.models.evidence import EvidenceProfile
    from library.models.records import PracticeRecord


@dataclass(frozen=True, slots=True)
class JudgementItem:
    """One judgement in words."""

    label: str
    rating: str
    word: str
    why: str


def judgements(record: "EvidenceProfile") -> list[JudgementItem]:
    """The four judgements in words."""
    return [
        JudgementItem(
            label=item.title,
            rating=getattr(record, item.slug),
            word=Rating(getattr(record, item.slug)).label,
            why=getattr(record, item.why_field),
        )
        for item in JUDGEMENTS
    ]


def judged(record: "EvidenceProfile") -> str:
    """Who made the judgements, and when."""
    by = record.quality_reviewer
    return f"Read by {by}, {long_date(record.quality_reviewed_on)}." if by else ""


def checked(record: "PracticeRecord", *, on: date) -> list[GlanceItem]:
    """Who has looked at it, and when somebody will again; a day that has passed is no promise."""
    due = record.review_due if record.freshness(on) == Freshness.CURRENT else None
    evaluation = ""
    if record.independent_evaluation:
        evaluation = Evaluation(record.independent_evaluation).label
    items = (
        GlanceItem("Independently evaluated", evaluation),
        GlanceItem("Last reviewed", long_date(record.last_reviewed)),
        GlanceItem("Next review", long_date(due)),
    )
    return [item for item in items if item.value]
