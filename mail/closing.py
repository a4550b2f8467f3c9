"""Ending a mailing: only when every letter is accounted for."""

import logging

from django.db import transaction
from django.db.models import Count

from mail import clock
from mail.enums import DeliveryStatus, MailingState, Stream
from mail.models import Batch, Letter, Mailing
from mail.signals import mailing_finished

logger = logging.getLogger(__name__)


def close(mailing_id: int) -> bool:
    """Call the mailing sent if no batch is open and the numbers add up.

    If they do not, it is paused with the reason: never "sent" while somebody was forgotten.
    """
    if Batch.objects.open().filter(mailing_id=mailing_id).exists():
        return False
    with transaction.atomic():
        mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
        unfinished = {MailingState.SENDING, MailingState.PAUSED}
        if mailing.state not in unfinished or mailing.batches.open().exists():
            return False
        if fault := _fault(mailing):
            logger.error("Mailing %s cannot be closed: %s", mailing_id, fault)
            mailing.state, mailing.paused_reason = MailingState.PAUSED, fault
            mailing.save(update_fields=["state", "paused_reason"])
            return False
        mailing.state, mailing.paused_reason = MailingState.SENT, ""
        mailing.finished_at = clock.now()
        mailing.save(update_fields=["state", "paused_reason", "finished_at"])
        transaction.on_commit(lambda: _tell(mailing), robust=True)
    return True


def forget_words(batch: Batch) -> None:
    """Blank a service letter that needs no further attempt: its words may hold a code."""
    if batch.stream == Stream.SERVICE:
        Letter.objects.filter(pk=batch.letter_id).update(text="", html="", headers={})


def _fault(mailing: Mailing) -> str:
    """Why the accounts are wrong, or nothing."""
    rows = mailing.deliveries.values_list("status").annotate(number=Count("pk"))
    numbers: dict[int, int] = dict(rows)
    written, waiting = sum(numbers.values()), numbers.get(DeliveryStatus.PENDING, 0)
    if waiting:
        return f"{waiting} letters were never handed over, although no batch is open."
    if written != mailing.planned:
        return f"{mailing.planned} letters were planned and {written} are on record."
    if mailing.candidates != mailing.planned + sum(mailing.excluded.values()):
        return (
            f"{mailing.candidates} people were considered, but {mailing.planned} planned and "
            f"{sum(mailing.excluded.values())} left out do not make as many."
        )
    return ""


def _tell(mailing: Mailing) -> None:
    for receiver, answer in mailing_finished.send_robust(sender=Mailing, mailing=mailing):
        if isinstance(answer, Exception):
            logger.error("%s failed on mailing %s: %s", receiver, mailing.pk, type(answer).__name__)
