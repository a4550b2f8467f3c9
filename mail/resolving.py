"""Uncertain batches: evidence first, then the policy, else a person."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mail import closing, repeating
from mail.backoff import GRACE, GRACE_TO_RESEND, RESENDS
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome, Policy
from mail.models import Attempt, Batch, Delivery, Receipt
from mail.providers.profiles import PROFILES, Profile

SKEW = timedelta(minutes=5)
"""How far a provider's clock may be from ours."""


def doubt(batch: Batch, unknown: Sequence[int]) -> None:
    """Nobody knows about these: they are not mailed again unless the policy says so.

    The owner stays, so that a worker thought dead may still say how it ended.
    """
    Delivery.objects.filter(pk__in=unknown).rise(DeliveryStatus.UNKNOWN)
    resend = batch.mailing.policy == Policy.RESEND
    batch.state, batch.lease_until = BatchState.AMBIGUOUS, None
    batch.resolve_after = timezone.now() + (GRACE_TO_RESEND if resend else GRACE)


def abandon(batch: Batch) -> None:
    """Its worker did not come back: nobody knows what it did."""
    attempt = batch.attempts.get(number=batch.attempt_count)
    attempt.outcome, attempt.ended_at = Outcome.UNKNOWN, timezone.now()
    attempt.detail = "The worker did not come back."
    attempt.save(update_fields=["outcome", "ended_at", "detail"])
    unanswered = batch.deliveries.unanswered()
    doubt(batch, list(unanswered.values_list("pk", flat=True)))
    batch.save()


def resolve() -> None:
    """Decide the uncertain batches that can be decided by now."""
    for pk in Batch.objects.filter(state=BatchState.AMBIGUOUS).values_list("pk", flat=True):
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
            closing.close(batch.mailing_id)


def _decide(batch: Batch) -> None:
    attempt = batch.attempts.get(number=batch.attempt_count)
    if _has_evidence(batch, attempt, PROFILES[attempt.provider]):
        batch.deliveries.unanswered().rise(DeliveryStatus.ACCEPTED)
    due = batch.resolve_after is not None and batch.resolve_after <= timezone.now()
    policy = Policy(batch.mailing.policy)
    if not batch.deliveries.unanswered().exists():
        _treat_as_sent(batch)
    elif repeating.schedule(batch, attempt):
        pass
    elif due and policy is Policy.RESEND and batch.attempt_count < RESENDS:
        _requeue(batch)
    elif due and (policy is not Policy.WAIT or batch.mailing.state == MailingState.CANCELLED):
        _treat_as_sent(batch)
    batch.save()


def _has_evidence(batch: Batch, attempt: Attempt, profile: Profile) -> bool:
    """A call taken as a whole is proved by news of one of its recipients."""
    return (
        profile.accepts_whole
        and Receipt.objects.filter(
            delivery__batch=batch, happened_at__gte=attempt.started_at - SKEW
        ).exists()
    )


def _treat_as_sent(batch: Batch) -> None:
    batch.state, batch.resolve_after = BatchState.DONE, None
    closing.forget_words(batch)


def _requeue(batch: Batch) -> None:
    batch.state, batch.owner, batch.lease_until = BatchState.READY, None, None
    batch.resolve_after, batch.not_before = None, timezone.now()
