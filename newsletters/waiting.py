"""Sending an edition here and now, for whoever has no worker or will not wait for it."""

import time

from mail import reporting
from mail.enums import MailingState, Stream
from mail.sweeping import sweep
from mail.tasks import pump
from newsletters import dispatching
from newsletters.models import Dispatch

PAUSE = 0.5
"""Seconds between two looks, while others hold the last batches."""


class NotFinished(Exception):
    """Why letters are left."""


def send_here(dispatch: Dispatch, *, seconds: int) -> None:
    """Send until the last letter has left. A worker that runs beside it is no matter."""
    until = time.monotonic() + seconds
    while True:
        pump(str(Stream.BULK))
        sweep()
        dispatch.refresh_from_db()
        mailing = dispatch.mailing
        if mailing is None or mailing.state == MailingState.CANCELLED:
            raise NotFinished("it was cancelled.")
        if mailing.state == MailingState.PAUSED:
            raise NotFinished(f"it is paused: {mailing.paused_reason}")
        if mailing.state == MailingState.SENT:
            dispatching.settle(dispatch)
            return
        if time.monotonic() > until:
            counts = reporting.counts(mailing)
            raise NotFinished(
                f"{counts.waiting} letters wait and {counts.uncertain} are uncertain "
                f"after {seconds} seconds."
            )
        time.sleep(PAUSE)
