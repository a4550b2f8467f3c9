"""The tasks of the post office: they carry a name, the database decides."""

import time

from celery import shared_task

from mail import domains, rates, waking
from mail.batches import send_next
from mail.enums import Stream
from mail.providers import profiles
from mail.providers.handover import Courier

TURN = 10
"""Seconds after which a pump makes room for other tasks, and for a worker that has to leave."""


@shared_task(name=waking.PUMP, soft_time_limit=100, time_limit=120, max_retries=0)
def pump(stream: str) -> int:
    """Send what is due in this stream, for a while. Safe to run twice, or twice at once."""
    until = time.monotonic() + TURN
    sent, kind, provider = 0, Stream(stream), profiles.current()
    with Courier(provider) as courier:
        while time.monotonic() < until:
            if send_next(kind, courier):
                sent += 1
            elif 0 < (pause := rates.wait(provider.name, kind)) < until - time.monotonic():
                time.sleep(pause)
            else:
                break
    if rates.has_work(kind, provider.name):
        waking.wake(kind)
    return sent


@shared_task(name=domains.TASK, ignore_result=True, soft_time_limit=20, max_retries=0)
def look_up_sender(sender: str) -> None:
    """Ask what the world can know of a sender's domain, and remember it for a while."""
    domains.refresh(sender)
