"""How far a mailing is, from the few rows of the batch table: cheap at any size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from mail import guarding, rates
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome, Stream
from mail.models import Mailing
from mail.providers import profiles

LATELY = timedelta(minutes=5)
"""What the present rate is measured over."""
LATEST = 200
"""Calls that the rate is taken from, at most."""
ROWS = """
SELECT sums.*, letter.subject
  FROM (SELECT letter_id, state, min(wave) AS wave, count(*) AS calls, sum(size) AS letters,
               sum(accepted) AS accepted, sum(refused) AS refused,
               sum(suppressed) AS suppressed, sum(gone) AS gone
          FROM mail_batch WHERE mailing_id = %s GROUP BY letter_id, state) AS sums
  JOIN mail_letter AS letter ON letter.id = sums.letter_id
 ORDER BY letter_id
"""
LATE = """
SELECT sum(attempt.recipients), min(attempt.started_at)
  FROM (SELECT * FROM mail_attempt WHERE ended_at > %s ORDER BY ended_at DESC LIMIT %s) AS attempt
  JOIN mail_batch AS batch ON batch.id = attempt.batch_id
 WHERE attempt.outcome = %s AND batch.mailing_id = %s
"""
"""Written out: this page is asked for again every few seconds, and putting SQL together takes
longer than answering it."""
TALLIES = ("accepted", "refused", "suppressed", "gone")


@dataclass(slots=True)
class Share:
    """What became of some letters, counted batch by batch."""

    letters: int = 0
    accepted: int = 0
    refused: int = 0
    suppressed: int = 0
    gone: int = 0
    rest: dict[BatchState, int] = field(default_factory=dict)
    """Of those that are in no tally: how many stand in a batch of each state."""

    def add(self, state: BatchState, row: Mapping[str, int]) -> None:
        """Batches of one state."""
        self.letters += row["letters"]
        for name in TALLIES:
            setattr(self, name, getattr(self, name) + row[name])
        rest = row["letters"] - sum(row[name] for name in TALLIES)
        self.rest[state] = self.rest.get(state, 0) + max(0, rest)

    def resting(self, *states: BatchState) -> int:
        """Letters in batches of these states, and in no tally."""
        return sum(self.rest.get(state, 0) for state in states)

    @property
    def waiting(self) -> int:
        return self.resting(BatchState.READY)

    @property
    def under_way(self) -> int:
        return self.resting(BatchState.SENDING)

    @property
    def uncertain(self) -> int:
        return self.resting(BatchState.AMBIGUOUS)

    @property
    def concluded(self) -> int:
        """Sent as the reports or a person say, not the provider's own answer."""
        return self.resting(BatchState.DONE, BatchState.SPLIT)

    @property
    def written_off(self) -> int:
        return self.resting(BatchState.CANCELLED, BatchState.DEAD)

    @property
    def skipped(self) -> int:
        return self.suppressed + self.gone

    @property
    def handled(self) -> int:
        """Nothing more will be done with these by itself."""
        return self.letters - self.waiting - self.under_way

    @property
    def percent(self) -> int:
        return 100 * self.handled // self.letters if self.letters else 100


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who get the same words."""

    subject: str
    share: Share


@dataclass(frozen=True, slots=True)
class Progress:
    """A mailing at one moment."""

    total: Share
    cohorts: list[Cohort]
    calls: int
    per_second: float
    answers: dict[DeliveryStatus, int]
    is_held_back: bool
    """The first letters are uncertain, and the rest waits for them."""
    waits_until: datetime | None

    @property
    def seconds_left(self) -> float | None:
        """At the present rate; None if nothing moves."""
        left = self.total.waiting + self.total.under_way
        return left / self.per_second if self.per_second else None

    @property
    def warning(self) -> str:
        """What the reports give reason to worry about, or nothing."""
        return guarding.worry(self.answers)


def of(mailing: Mailing, *, at: datetime) -> Progress:
    """Three questions to the database, however many recipients there are."""
    total, cohorts, calls = Share(), dict[int, Cohort](), 0
    ahead: list[int] = []
    for row in _rows(mailing):
        state, pk = BatchState(row["state"]), row["letter_id"]
        total.add(state, row)
        cohorts.setdefault(pk, Cohort(row["subject"], Share())).share.add(state, row)
        calls += row["calls"]
        if state in {BatchState.READY, BatchState.SENDING}:
            ahead.append(row["wave"])
    moving = mailing.state == MailingState.SENDING
    pause = rates.wait(profiles.current().name, Stream(mailing.stream)) if moving else 0
    return Progress(
        total=total,
        cohorts=list(cohorts.values()),
        calls=calls,
        per_second=_rate(mailing, at=at) if moving else 0,
        answers={DeliveryStatus(int(key)): number for key, number in mailing.answers.items()},
        is_held_back=moving and bool(ahead) and min(ahead) > mailing.wave,
        waits_until=at + timedelta(seconds=pause) if pause else None,
    )


def _rows(mailing: Mailing) -> Iterable[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [mailing.pk])
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _rate(mailing: Mailing, *, at: datetime) -> float:
    """Letters a second that the provider took of late."""
    with connection.cursor() as cursor:
        cursor.execute(LATE, [at - LATELY, LATEST, Outcome.ACCEPTED, mailing.pk])
        letters, since = cursor.fetchone()
    return letters / max(1.0, (at - since).total_seconds()) if letters else 0
