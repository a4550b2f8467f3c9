"""What is known about calls that may or may not have been taken, for whoever has to decide."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from mail import evidence
from mail.enums import BatchState
from mail.evidence import Evidence
from mail.models import Attempt, Batch, Mailing

MOST = 50
"""Calls that are looked into at once; the others follow when these are decided."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One call: when it was made, what came back, and what the reports say since."""

    batch_id: int
    letter: str
    handed_over: datetime
    answer: str
    letters: int
    evidence: Evidence


def of(mailing: Mailing, *, at: datetime, batches: Collection[int] | None = None) -> list[Doubt]:
    """The calls that wait for a decision, or these of them; the oldest first."""
    attempts = (
        Attempt.objects.filter(
            batch__mailing=mailing,
            batch__state=BatchState.AMBIGUOUS,
            number=F("batch__attempt_count"),
        )
        .select_related("batch__letter")
        .order_by("started_at")
    )
    if batches is not None:
        attempts = attempts.filter(batch__in=batches)
    return [_doubt(attempt.batch, attempt, at=at) for attempt in attempts[:MOST]]


def _doubt(batch: Batch, attempt: Attempt, *, at: datetime) -> Doubt:
    return Doubt(
        batch_id=batch.pk,
        letter=batch.letter.subject,
        handed_over=attempt.started_at,
        answer=attempt.detail or "nothing",
        letters=batch.deliveries.unanswered().count(),
        evidence=evidence.weigh(batch, attempt, at=at),
    )
