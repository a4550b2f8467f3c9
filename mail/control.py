"""What a person may do to a mailing: pause, resume, cancel, and decide what nobody knows."""

from django.db import transaction
from django.utils import timezone

from mail import closing, waking, waves
from mail.enums import BatchState, DeliveryStatus, MailingState, Stream
from mail.models import Batch, Delivery, Mailing


class NotPossible(Exception):
    """The mailing is not in a state for this."""


def pause(mailing: Mailing, *, reason: str = "Paused by staff") -> None:
    """Hand nothing more over. What is being handed over now is still finished."""
    _move(mailing, MailingState.SENDING, to=MailingState.PAUSED, paused_reason=reason)


def resume(mailing: Mailing) -> None:
    """Go on where it stopped."""
    _move(mailing, MailingState.PAUSED, to=MailingState.SENDING, paused_reason="")
    waking.on_commit(Stream(mailing.stream))


@transaction.atomic
def cancel(mailing: Mailing) -> None:
    """Hand nothing more over, ever. What went is gone; what was not tried is written off."""
    _move(mailing, MailingState.SENDING, MailingState.PAUSED, to=MailingState.CANCELLED)
    write_off(mailing.pk)


def write_off(mailing_id: int) -> int:
    """Cancel what a cancelled mailing still has waiting; also what a late finish put back."""
    ready = Batch.objects.filter(mailing_id=mailing_id, state=BatchState.READY)
    number = ready.update(state=BatchState.CANCELLED)
    cancelled = Batch.objects.filter(mailing_id=mailing_id, state=BatchState.CANCELLED)
    Delivery.objects.filter(batch__in=cancelled, status=DeliveryStatus.PENDING).rise(
        DeliveryStatus.CANCELLED
    )
    for batch in cancelled.filter(stream=Stream.SERVICE):
        closing.forget_words(batch)
    return number


def treat_as_sent(batch: Batch) -> None:
    """Decide an uncertain batch: it went. Its letters stay marked as uncertain."""
    _decide(batch, BatchState.DONE)
    waves.pass_by(batch.mailing_id)
    closing.forget_words(batch)
    closing.close(batch.mailing_id)


def send_again(batch: Batch) -> None:
    """Decide an uncertain batch: it did not go. Whoever did get the letter gets it twice."""
    _decide(batch, BatchState.READY, owner=None, not_before=timezone.now())
    waking.on_commit(Stream(batch.stream))


def _move(mailing: Mailing, *sources: MailingState, to: MailingState, **facts: object) -> None:
    if not Mailing.objects.move(mailing.pk, source=sources, target=to, **facts):
        mailing.refresh_from_db()
        raise NotPossible(f"“{mailing}” is {mailing.get_state_display().lower()}.")
    mailing.refresh_from_db()


def _decide(batch: Batch, state: BatchState, **facts: object) -> None:
    uncertain = Batch.objects.filter(pk=batch.pk, state=BatchState.AMBIGUOUS)
    if not uncertain.update(state=state, resolve_after=None, **facts):
        raise NotPossible("The batch is not uncertain, or somebody has decided already.")
