"""Asking the provider's own log about calls of which nobody knows how they ended.

A letter that the log knows is kept as a report, like those that the provider posts. That it knows
none of a call counts only when it has had time to, and knows a letter of another call of that
time: a log that is behind, or another account's, would know neither.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from anymail.signals import EventType
from django.db.models import F, Q

from mail import clock, evidence
from mail.backoff import GRACE
from mail.enums import BatchState, DeliveryStatus, LogAnswer
from mail.evidence import SKEW
from mail.models import Attempt, Delivery, Receipt
from mail.providers.logs import READERS, Log, LogUnreadable, Question
from mail.providers.profiles import PROFILES

logger = logging.getLogger(__name__)

AT_ONCE = 5
"""Calls that one tick asks about."""
FIRST = timedelta(minutes=2)
"""After a call, before the log is asked for the first time."""
AGAIN = timedelta(minutes=5)
"""Before it is asked about the same call again."""
SAMPLE = 3
"""Letters that are asked for where a call is taken or turned down as a whole."""
SECONDS = 20
"""That the questions of one tick may take together; what is left is asked the next time."""
Letter = tuple[int, str | None]
"""A delivery's number and address."""


def inquire() -> None:
    """Ask about the calls that have waited longest for it. No transaction is open meanwhile."""
    until = time.monotonic() + SECONDS
    for attempt in _waiting():
        if time.monotonic() > until:
            return
        attempt.log_asked_at = clock.now()
        attempt.save(update_fields=["log_asked_at"])
        try:
            with Log(attempt.provider) as log:
                attempt.log_answer = _ask(log, attempt, until=until)
        except LogUnreadable as error:
            logger.warning("The log of %s could not be read: %s.", attempt.provider, error)
            attempt.log_answer = LogAnswer.UNREADABLE
        attempt.save(update_fields=["log_answer"])


def _waiting() -> list[Attempt]:
    now = clock.now()
    return list(
        Attempt.objects.filter(
            Q(log_asked_at=None, ended_at__lte=now - FIRST) | Q(log_asked_at__lte=now - AGAIN),
            batch__state=BatchState.AMBIGUOUS,
            number=F("batch__attempt_count"),
            provider__in=READERS,
        )
        .exclude(log_answer=LogAnswer.ABSENT)
        .select_related("batch")
        .order_by(F("log_asked_at").asc(nulls_first=True), "pk")[:AT_ONCE]
    )


def _ask(log: Log, attempt: Attempt, *, until: float) -> LogAnswer:
    letters = attempt.batch.deliveries.unanswered().filter(address__isnull=False)
    wanted = list(letters.order_by("pk").values_list("pk", "address"))
    if PROFILES[attempt.provider].accepts_whole:
        wanted = wanted[:SAMPLE]
    asked, known = 0, []
    for letter, moment in _answers(log, attempt, wanted, until=until):
        asked += 1
        if moment:
            known.append(_receipt(attempt.provider, letter, moment))
    Receipt.objects.bulk_create(known, ignore_conflicts=True)
    if known and (PROFILES[attempt.provider].accepts_whole or len(known) == len(wanted)):
        return LogAnswer.KNOWN
    had_time = attempt.ended_at and attempt.ended_at + GRACE <= clock.now()
    complete = wanted and asked == len(wanted)
    if had_time and complete and _knows_others(log, attempt):
        return LogAnswer.ABSENT
    return LogAnswer.NOTHING


def _answers(
    log: Log, attempt: Attempt, letters: Sequence[Letter], *, until: float
) -> Iterator[tuple[Letter, datetime | None]]:
    """What the log says of each, as long as there is time."""
    for letter in letters:
        if time.monotonic() > until:
            return
        yield letter, log.taken_at(_question(attempt, letter))


def _question(attempt: Attempt, letter: Letter) -> Question:
    number, address = letter
    since = attempt.started_at - evidence.AROUND - SKEW
    return Question(number, address or "", since=since, until=clock.now() + SKEW)


def _receipt(provider: str, letter: Letter, moment: datetime) -> Receipt:
    content = (provider, "log", letter[0])
    return Receipt(
        dedupe_key=sha256(repr(content).encode()).hexdigest(),
        delivery_id=letter[0],
        kind=EventType.QUEUED,
        happened_at=moment,
    )


def _knows_others(log: Log, attempt: Attempt) -> bool:
    """Whether the log knows a letter of the nearest other call that was taken around that time."""
    near = evidence.nearest(attempt, Attempt.objects.all())
    taken = range(DeliveryStatus.ACCEPTED, DeliveryStatus.REFUSED)
    letter = (
        Delivery.objects.filter(batch__in=near[:1], status__in=taken, address__isnull=False)
        .order_by("pk")
        .values_list("pk", "address")
        .first()
    )
    return bool(letter and log.taken_at(_question(attempt, letter)))
