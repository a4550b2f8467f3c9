"""What the provider's reports say about a call of which nobody knows how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import Count, Q, QuerySet

from mail.backoff import GRACE
from mail.enums import LogAnswer, Outcome
from mail.models import Attempt, Batch, Receipt
from mail.providers.profiles import PROFILES

SKEW = timedelta(minutes=5)
"""How far a provider's clock may be from ours."""
AROUND = timedelta(minutes=15)
"""How near in time another call must be to be compared with."""
COMPARED = 5
"""Other calls that are compared with: the nearest."""
REPORTED = 0.5
"""Share of each one's letters of which there must be news, before silence means anything."""
FEWEST = 10
"""Letters: of fewer, all may be slow, and silence means nothing."""


LOG = {
    LogAnswer.NOTHING: (
        " The provider’s own log knows none of them so far; that counts only when it knows others "
        "of that time."
    ),
    LogAnswer.UNREADABLE: (
        " The provider’s own log could not be read: may our key do that? docs/newsletters.md"
    ),
}
"""What is added for whoever decides, where the log settles nothing."""


class Finding(Enum):
    """What is to be thought of the call."""

    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding, and what it rests on, in words for whoever decides."""

    finding: Finding
    words: str


def weigh(batch: Batch, attempt: Attempt, *, at: datetime) -> Evidence:
    """Three questions at most to the database, whatever the size of the mailing."""
    own = _reports(attempt).filter(delivery__batch=batch).values("delivery").distinct().count()
    if own and PROFILES[attempt.provider].accepts_whole:
        return Evidence(
            Finding.TAKEN, f"Reports about {own} of its letters have come: the call was taken."
        )
    if attempt.log_answer == LogAnswer.ABSENT:
        return Evidence(
            Finding.NOT_TAKEN,
            "The provider’s own log knows other letters of that time, and none of these: they "
            "were not taken.",
        )
    told = _reported(own, batch, attempt, at)
    return Evidence(told.finding, told.words + LOG.get(LogAnswer(attempt.log_answer), ""))


def _reported(own: int, batch: Batch, attempt: Attempt, at: datetime) -> Evidence:
    """What the posted reports say, and their silence."""
    if own:
        return Evidence(
            Finding.OPEN,
            f"Reports about {own} letters of the same call have come; of the others nothing is "
            "known.",
        )
    if at < (attempt.ended_at or at) + GRACE:
        return Evidence(
            Finding.OPEN, "No report yet. Reports may take half an hour; then more can be said."
        )
    unanswered = batch.deliveries.unanswered().count()
    return _compare(batch, attempt, unanswered)


def is_proved(batch: Batch, attempt: Attempt) -> bool:
    """A call taken as a whole is proved by news of one of its recipients."""
    whole = PROFILES[attempt.provider].accepts_whole
    return whole and _reports(attempt).filter(delivery__batch=batch).exists()


def _compare(batch: Batch, attempt: Attempt, unanswered: int) -> Evidence:
    """Silence means something only where others, handed over around that time, are heard of."""
    shares = _shares_of_others(batch, attempt)
    if not shares:
        return Evidence(
            Finding.OPEN,
            "No report has come. No other call was taken around that time, so there is nothing to "
            "compare with.",
        )
    letters, heard = sum(all_ for all_, _ in shares), sum(told for _, told in shares)
    if not heard:
        return Evidence(
            Finding.OPEN,
            "No report has come, and none about other letters of that time either: the silence "
            "says nothing. Does the provider report to this site at all?",
        )
    others = f"about {heard} of {letters} letters handed over around that time"
    if unanswered < FEWEST or any(told < REPORTED * all_ for all_, told in shares):
        return Evidence(
            Finding.OPEN, f"No report has come, and only {others}: too little to be sure."
        )
    return Evidence(
        Finding.NOT_TAKEN, f"Reports have come {others}, and none about these: it was not taken."
    )


def _shares_of_others(batch: Batch, attempt: Attempt) -> list[tuple[int, int]]:
    """Of the nearest calls that were taken: how many letters, and of how many there is news."""
    near = nearest(attempt, Attempt.objects.filter(batch__mailing_id=batch.mailing_id))
    rows = Batch.objects.filter(pk__in=near[:COMPARED]).annotate(
        told=Count("deliveries", filter=Q(deliveries__receipts__isnull=False), distinct=True)
    )
    return list(rows.filter(accepted__gt=0).values_list("accepted", "told"))


def nearest(attempt: Attempt, among: QuerySet[Attempt]) -> list[int]:
    """The batches of other calls that the same provider took around that time, nearest first."""
    window = (attempt.started_at - AROUND, attempt.started_at + AROUND)
    taken = among.filter(
        outcome=Outcome.ACCEPTED, started_at__range=window, provider=attempt.provider
    ).exclude(batch=attempt.batch_id)
    near = taken.values_list("batch_id", "started_at").order_by("-started_at")[:200]
    return [pk for pk, _ in sorted(near, key=lambda row: abs(row[1] - attempt.started_at))]


def _reports(attempt: Attempt) -> QuerySet[Receipt]:
    return Receipt.objects.filter(happened_at__gte=attempt.started_at - SKEW)
