"""The one task of the post office: it carries a name, the database decides."""

import time

from celery import shared_task
from django.utils import timezone

from mail import waking
from mail.batches import send_next
from mail.enums import Stream
from mail.models import Batch
from mail.providers import profiles
from mail.providers.handover import Courier

TURN = 20
"""Seconds after which a pump makes room for other tasks."""


@shared_task(name=waking.PUMP, soft_time_limit=100, time_limit=120, max_retries=0)
def pump(stream: str) -> int:
    """Send what is due in this stream, for a while. Safe to run twice, or twice at once."""
    until = time.monotonic() + TURN
    sent = 0
    with Courier(profiles.current()) as courier:
        while send_next(Stream(stream), courier):
            sent += 1
            if time.monotonic() > until:
                break
    if Batch.objects.claimable(Stream(stream), timezone.now()).exists():
        waking.wake(Stream(stream))
    return sent
