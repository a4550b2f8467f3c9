"""Uncertain batches: evidence first, then the policy, else a person."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from mail import clock, closing, evidence, guarding, repeating, waves
from mail.backoff import GRACE, GRACE_TO_RESEND, RESENDS
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome, Policy
from mail.evidence import Finding
from mail.models import Batch, Delivery

logger = logging.getLogger(__name__)

LOOKED_AT = 200
"""Uncertain batches that one tick looks at: those that have waited longest for it."""
LOOK_AGAIN = timedelta(minutes=5)


def doubt(batch: Batch, unknown: Sequence[int]) -> None:
    """Nobody knows about these: they are not mailed again unless the policy says so.

    The owner stays, so that a worker thought dead may still say how it ended.
    """
    Delivery.objects.filter(pk__in=unknown).rise(DeliveryStatus.UNKNOWN)
    resend = batch.mailing.policy == Policy.RESEND
    batch.state, batch.lease_until = BatchState.AMBIGUOUS, None
    batch.resolve_after = clock.now() + (GRACE_TO_RESEND if resend else GRACE)


def abandon(batch: Batch) -> None:
    """Its worker did not come back: nobody knows what it did."""
    attempt = batch.attempts.get(number=batch.attempt_count)
    attempt.outcome, attempt.ended_at = Outcome.UNKNOWN, clock.now()
    attempt.detail = "The worker did not come back."
    attempt.save(update_fields=["outcome", "ended_at", "detail"])
    unanswered = batch.deliveries.unanswered()
    doubt(batch, list(unanswered.values_list("pk", flat=True)))
    batch.save()
    guarding.watch_unknown(batch.mailing)


def resolve() -> None:
    """Decide the uncertain batches that can be decided by now; a bounded number at a time."""
    uncertain = Batch.objects.filter(state=BatchState.AMBIGUOUS).order_by("resolve_after", "pk")
    for pk in list(uncertain.values_list("pk", flat=True)[:LOOKED_AT]):
        with transaction.atomic():
            batch = (
                Batch.objects.filter(pk=pk, state=BatchState.AMBIGUOUS)
                .select_related("mailing")
                .select_for_update(skip_locked=True, of=("self",))
                .first()
            )
            if batch:
                _decide(batch)
        if batch:
            waves.pass_by(batch.mailing_id)
            closing.close(batch.mailing_id)


def proved(batch: Batch) -> None:
    """Before it goes again: news that has come meanwhile makes that needless."""
    last = batch.attempts.filter(number=batch.attempt_count, outcome=Outcome.UNKNOWN).first()
    if last and evidence.is_proved(batch, last):
        _note_taken(batch)


def _decide(batch: Batch) -> None:
    now, policy = clock.now(), Policy(batch.mailing.policy)
    attempt = batch.attempts.filter(number=batch.attempt_count).first()
    found = evidence.weigh(batch, attempt, at=now).finding if attempt else Finding.OPEN
    if found is Finding.TAKEN:
        _note_taken(batch)
    due = batch.resolve_after is not None and batch.resolve_after <= now
    cancelled = batch.mailing.state == MailingState.CANCELLED
    may_go_again = batch.attempt_count < RESENDS and not cancelled
    if not batch.deliveries.unanswered().exists():
        _treat_as_sent(batch)
    elif repeating.schedule(batch, attempt):
        pass
    elif due and policy is Policy.RESEND and batch.attempt_count < RESENDS:
        _requeue(batch)
    elif due and (policy is not Policy.WAIT or cancelled):
        _treat_as_sent(batch)
    elif found is Finding.NOT_TAKEN and may_go_again:
        logger.warning("Batch %s was not taken, the reports say; it goes again.", batch.pk)
        _requeue(batch)
    elif due:
        batch.resolve_after = now + LOOK_AGAIN
    batch.save()


def _note_taken(batch: Batch) -> None:
    batch.accepted += batch.deliveries.unanswered().rise(DeliveryStatus.ACCEPTED)


def _treat_as_sent(batch: Batch) -> None:
    batch.state, batch.resolve_after = BatchState.DONE, None
    closing.forget_words(batch)


def _requeue(batch: Batch) -> None:
    batch.state, batch.owner, batch.lease_until = BatchState.READY, None, None
    batch.resolve_after, batch.not_before = None, clock.now()
