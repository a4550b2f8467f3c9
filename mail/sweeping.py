"""Tidying up after whatever died: every tick, safe at any time, and twice at once too.

With the broker gone for good, this and `send_next` are enough to finish every mailing.
"""

import logging
import traceback

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from mail import clock, closing, control, inquiring, rates, receipts, resolving, waking, waves
from mail.enums import BatchState, MailingState, Stream
from mail.models import Batch, Mailing
from mail.providers import profiles

logger = logging.getLogger(__name__)


def sweep() -> None:
    """Do every chore; one that fails does not keep the others from being done."""
    for chore in (
        expire_leases,
        receipts.process,
        resolving.resolve,
        write_off_cancelled,
        waves.pass_by,
        close_finished,
        rates.repair,
        wake_pumps,
        inquiring.inquire,
    ):
        try:
            chore()
        except Exception as error:  # noqa: BLE001 (the next chore must not suffer; logged, next tick)
            place = traceback.extract_tb(error.__traceback__)[-1]
            logger.error(
                "%s failed: %s at %s:%s",
                chore.__name__,
                type(error).__name__,
                place.filename,
                place.lineno,
            )


def expire_leases() -> None:
    """Batches whose worker did not come back."""
    expired = Batch.objects.filter(state=BatchState.SENDING, lease_until__lt=clock.now())
    for pk in expired.values_list("pk", flat=True):
        with transaction.atomic():
            batch = (
                expired.filter(pk=pk)
                .select_related("mailing")
                .select_for_update(skip_locked=True, of=("self",))
                .first()
            )
            if batch:
                logger.warning("Batch %s was abandoned by its worker.", pk)
                resolving.abandon(batch)


def write_off_cancelled() -> None:
    """What a late finish put back into a cancelled mailing."""
    waiting = Batch.objects.filter(
        state=BatchState.READY, mailing__state=MailingState.CANCELLED
    ).values_list("mailing_id", flat=True)
    for mailing_id in waiting.distinct():
        with transaction.atomic():
            control.write_off(mailing_id)


def close_finished() -> None:
    """Mailings whose last batch was finished by a worker that died before it could say so."""
    still_open = Batch.objects.open().filter(mailing=OuterRef("pk"))
    finished = Mailing.objects.filter(~Exists(still_open), state=MailingState.SENDING)
    for pk in finished.values_list("pk", flat=True):
        closing.close(pk)


def wake_pumps() -> None:
    """Whatever call was lost, is made again."""
    for stream, pumps in ((Stream.SERVICE, 1), (Stream.BULK, settings.MAIL_PUMPS)):
        if rates.has_work(stream, profiles.current().name):
            waking.wake(stream, pumps=pumps)
