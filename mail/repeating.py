"""Making an uncertain call again, where its provider knows it again by its key.

The provider then makes no second letter of it. That holds while the key lives and for the very
same call: to the same recipients through the same provider. If one of them has left since, the
call is not the same, and nobody who left is mailed: evidence or a person decides.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Min

from mail import clock
from mail.backoff import PATIENCE
from mail.enums import BatchState, MailingState, Outcome, Stream
from mail.models import Attempt, Batch
from mail.providers.claims import Recipient
from mail.providers.profiles import NEVER, PROFILES

MARGIN = timedelta(minutes=5)
"""Before the key's end: for a slow call, and for clocks that differ."""


def schedule(batch: Batch, attempt: Attempt | None) -> bool:
    """Put an uncertain batch back in the queue to be repeated. False if that is not possible.

    Its `resolve_after` says until when; that it has one marks a ready batch as a repetition.
    """
    if attempt is None:
        return False
    now = clock.now()
    patience = PATIENCE[Stream(batch.stream)]
    number = attempt.number
    due = now if number == 1 else now + patience.wait(number - 1)
    end = _end_of_key(batch, attempt)
    given_up = number >= patience.attempts or batch.mailing.state == MailingState.CANCELLED
    # Nobody's: it was in the queue to be repeated, and had become another call.
    if given_up or due >= end or batch.owner is None:
        return False
    batch.state, batch.owner, batch.lease_until = BatchState.READY, None, None
    batch.not_before, batch.resolve_after = due, end
    return True


def is_another(batch: Batch, recipients: Sequence[Recipient], *, provider: str) -> bool:
    """Whether a batch that was to be repeated has become another call meanwhile."""
    if batch.resolve_after is None or not recipients:
        return False
    last = batch.attempts.get(number=batch.attempt_count)
    if last.provider != provider or batch.resolve_after <= clock.now():
        return True
    # Recipients only ever become fewer. Letters that go one by one are each their own call.
    return not PROFILES[provider].fan_out and last.recipients != len(recipients)


def _end_of_key(batch: Batch, attempt: Attempt) -> datetime:
    """Counted from the first of the calls that may have been heard."""
    lasts = PROFILES[attempt.provider].key_lasts
    if lasts == NEVER:
        return attempt.started_at
    uncertain = batch.attempts.filter(outcome__in=[Outcome.UNKNOWN, Outcome.STARTED])
    first = uncertain.aggregate(first=Min("started_at"))["first"] or attempt.started_at
    return first + lasts - MARGIN
