"""What a person may do to a mailing: pause, resume, cancel."""

from django.db import transaction
from wagtail.log_actions import log

from mail import clock, closing, waking
from mail.enums import BatchState, DeliveryStatus, MailingState, Stream
from mail.models import Batch, Delivery, Mailing


class NotPossible(Exception):
    """The mailing is not in a state for this."""


@transaction.atomic
def pause(mailing: Mailing, *, reason: str = "Paused by staff") -> None:
    """Hand nothing more over. What is being handed over now is still finished."""
    _move(mailing, MailingState.SENDING, to=MailingState.PAUSED, paused_reason=reason)
    log(instance=mailing, action="mail.pause", data={"reason": reason})


@transaction.atomic
def resume(mailing: Mailing) -> None:
    """Go on where it stopped. What went wrong before is forgiven; if more does, it stops again."""
    facts = {"paused_reason": "", "resumed_at": clock.at_once()}
    _move(mailing, MailingState.PAUSED, to=MailingState.SENDING, **facts)
    log(instance=mailing, action="mail.resume")
    waking.on_commit(Stream(mailing.stream))


@transaction.atomic
def cancel(mailing: Mailing) -> None:
    """Hand nothing more over, ever. What went is gone; what was not tried is written off."""
    _move(mailing, MailingState.SENDING, MailingState.PAUSED, to=MailingState.CANCELLED)
    write_off(mailing.pk)
    log(instance=mailing, action="mail.cancel")


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


def _move(mailing: Mailing, *sources: MailingState, to: MailingState, **facts: object) -> None:
    if not Mailing.objects.move(mailing.pk, source=sources, target=to, **facts):
        mailing.refresh_from_db()
        raise NotPossible(f"“{mailing}” is {mailing.get_state_display().lower()}.")
    mailing.refresh_from_db()
