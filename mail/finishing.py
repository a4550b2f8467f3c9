"""Writing down what a hand-over came to: fenced, so that only its owner can."""

import logging
import time
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Exists, OuterRef

from mail import clock, closing, guarding, rates, resolving, splitting, waves
from mail.backoff import PATIENCE
from mail.enums import BatchState, DeliveryStatus, Outcome, Stream
from mail.models import Attempt, Batch, Delivery
from mail.providers import profiles
from mail.providers.claims import Claim, Report
from mail.providers.outcomes import Trouble

logger = logging.getLogger(__name__)

PERSISTENCE = 30
"""Seconds for which a finish is tried again from memory while the database is away."""
RECIPIENT_LIMIT = 420
"""Mailgun's answer to more recipients than a new account may have in a call, or in an hour."""
FEWEST = 10
"""Recipients a call: Mailgun gives no account less, so then it is the hour that is used up."""
SHRINKING_PAUSE = timedelta(minutes=5)
REFUSALS_BEFORE_PAUSE = 10
"""Calls turned down, and not one taken: the letter is at fault, not a recipient."""
WHY_PAUSED = {
    Trouble.ACCOUNT: "The provider turns our account away",
    Trouble.DEFECT: "The letter cannot be made for this provider",
    Trouble.UNREACHABLE: "The provider could not be reached, however often we tried",
    Trouble.BUSY: "The provider asks us to wait, however often we try",
}


def finish(claim: Claim, report: Report) -> None:
    """Record the report; without a database for too long, leave the batch to the sweeper."""
    give_up = time.monotonic() + PERSISTENCE
    while True:
        try:
            is_last = _record(claim, report)
            break
        except (OperationalError, InterfaceError) as error:
            if time.monotonic() > give_up:
                raise
            logger.warning(
                "Batch %s waits to be finished: %s", claim.batch_id, type(error).__name__
            )
            connection.close()
            time.sleep(0.5)
    if is_last:
        closing.close(claim.mailing_id)


def _record(claim: Claim, report: Report) -> bool:
    """Whether no other batch is open, so that the mailing may be over.

    Of two that end at once neither may see it; then the sweeper does.
    """
    others = Batch.objects.open().filter(mailing=OuterRef("mailing")).exclude(pk=OuterRef("pk"))
    with transaction.atomic(durable=True):
        batch = (
            rates.with_reach(Batch.objects.all(), profiles.current().name)
            .annotate(has_others=Exists(others))
            .select_for_update(of=("self",))
            .select_related("mailing")
            .get(pk=claim.batch_id)
        )
        Attempt.objects.filter(batch=batch, number=claim.number).update(
            ended_at=clock.now(),
            outcome=report.outcome,
            http_status=report.http_status,
            detail=report.detail,
        )
        Delivery.objects.accept(report.accepted)
        if report.accepted and batch.stream == Stream.BULK:
            _go_on(batch, taken=len(report.accepted))
        ours = batch.owner == claim.owner and batch.attempt_count == claim.number
        if ours and batch.state in {BatchState.SENDING, BatchState.AMBIGUOUS}:
            _settle(batch, report)
        else:
            logger.warning("Batch %s went on without us; only the facts are kept.", batch.pk)
    return not batch.has_others


def _go_on(batch: Batch, *, taken: int) -> None:
    """The provider takes the letter: the rest may follow, in greater numbers."""
    if batch.mailing.wave <= batch.wave:
        waves.advance(batch.mailing_id, taken=batch.wave)
    if rates.reach(batch) is not None:
        rates.grow(profiles.current().name, taken=taken)


def _settle(batch: Batch, report: Report) -> None:
    """Give the batch its next state."""
    batch.lease_until = batch.resolve_after = None
    batch.last_error = report.detail
    batch.accepted += len(report.accepted)
    if _is_too_large(batch, report):
        _shrink(batch, report)
    elif report.trouble is Trouble.LETTER and len(report.refused) > 1:
        splitting.halve(batch)
        _pause_if_nothing_is_taken(batch, report)
    else:
        refused = Delivery.objects.filter(pk__in=report.refused)
        batch.refused += refused.rise(DeliveryStatus.REFUSED)
        if report.unknown:
            resolving.doubt(batch, report.unknown)
            splitting.set_aside(
                batch, report.not_sent, not_before=clock.now() + _wait(batch, report)
            )
            guarding.watch_unknown(batch.mailing)
        elif report.not_sent:
            _try_again(batch, report)
        else:
            batch.state = BatchState.DONE
    batch.save()
    if batch.state in {BatchState.DONE, BatchState.DEAD}:
        closing.forget_words(batch)


def _try_again(batch: Batch, report: Report) -> None:
    """Back in the queue, or, when trying is no use, to a person."""
    bulk = batch.stream == Stream.BULK
    worn_out = (
        report.trouble is not Trouble.NONE
        and batch.attempt_count >= PATIENCE[Stream(batch.stream)].attempts
    )
    if worn_out and report.trouble is Trouble.RECIPIENT:
        batch.state = BatchState.DONE
        failed = Delivery.objects.filter(pk__in=report.not_sent)
        batch.refused += failed.rise(DeliveryStatus.FAILED)
        return
    turned_away = report.trouble is Trouble.ACCOUNT and report.http_status != RECIPIENT_LIMIT
    hopeless = report.trouble is Trouble.DEFECT or (bulk and turned_away)
    batch.state, batch.owner = BatchState.READY, None
    batch.not_before = clock.now() + _wait(batch, report)
    if (worn_out or hopeless) and bulk:
        batch.not_before = clock.now()
        guarding.stop(batch.mailing_id, f"{WHY_PAUSED[report.trouble]}: {report.detail}")
    elif worn_out or hopeless:
        logger.error("Service letter %s is given up: %s", batch.mailing_id, report.detail)
        batch.state = BatchState.DEAD
        Delivery.objects.filter(pk__in=report.not_sent).rise(DeliveryStatus.FAILED)
    elif report.trouble is Trouble.BUSY:
        rates.block(profiles.current().name, until=batch.not_before)
    elif bulk and report.trouble is Trouble.ACCOUNT:
        rates.block(profiles.current().name, until=batch.not_before, service=False)


def _wait(batch: Batch, report: Report) -> timedelta:
    if report.trouble is Trouble.NONE:
        return timedelta()
    patience = PATIENCE[Stream(batch.stream)]
    return patience.wait(batch.attempt_count, at_least=report.retry_after)


def _is_too_large(batch: Batch, report: Report) -> bool:
    """A new account may not have as many recipients in one call; a smaller one may pass."""
    return (
        batch.stream == Stream.BULK
        and report.http_status == RECIPIENT_LIMIT
        and len(report.not_sent) > FEWEST
    )


def _shrink(batch: Batch, report: Report) -> None:
    """Two halves instead, after a while; and nobody tries as many at once until fewer passed."""
    provider = profiles.current().name
    pause = max(SHRINKING_PAUSE, timedelta(seconds=report.retry_after or 0))
    rates.shrink(provider, refused=len(report.not_sent))
    rates.block(provider, until=clock.now() + pause, service=False)
    splitting.halve(batch)


def _pause_if_nothing_is_taken(batch: Batch, report: Report) -> None:
    """Halving finds a bad recipient; a bad letter would be halved into thousands of calls."""
    attempts = Attempt.objects.filter(batch__mailing_id=batch.mailing_id)
    refusals = attempts.filter(outcome=Outcome.REFUSED).count()
    if refusals >= REFUSALS_BEFORE_PAUSE and not attempts.filter(outcome=Outcome.ACCEPTED).exists():
        guarding.stop(batch.mailing_id, f"The provider turns the letter down: {report.detail}")
