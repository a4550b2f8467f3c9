"""How a send goes on: waiting for it, reporting on it, letting time pass."""

import time
from datetime import timedelta

from anymail.signals import AnymailTrackingEvent
from django.db.models import F
from django.utils import timezone

from mail import receipts
from mail.enums import BatchState, MailingState
from mail.models import Attempt, Batch, Mailing, RateBucket

HALF_AN_HOUR = timedelta(minutes=31)


def is_sent(sent):
    return lambda: Mailing.objects.get(pk=sent.pk).state == MailingState.SENT


def nothing_is_waiting():
    waiting = (BatchState.READY, BatchState.SENDING)
    return not Batch.objects.filter(state__in=waiting).exists()


def report_delivered(delivery_id):
    """What the provider's webhook brings."""
    event = AnymailTrackingEvent(
        event_type="delivered",
        metadata={"d": str(delivery_id)},
        timestamp=timezone.now(),
        message_id="x",
    )
    receipts.record(event, provider="Mailgun")


def let_half_an_hour_pass():
    """For every call that has ended and is not yet as old."""
    recent = Attempt.objects.filter(ended_at__gt=timezone.now() - HALF_AN_HOUR)
    recent.update(started_at=F("started_at") - HALF_AN_HOUR, ended_at=F("ended_at") - HALF_AN_HOUR)


def end_all_waits():
    """Whatever waits for its next attempt, or for a provider that is busy, may go now."""
    now = timezone.now()
    Batch.objects.filter(state=BatchState.READY, not_before__gt=now).update(not_before=now)
    RateBucket.objects.update(bulk_from=None, service_from=None)


def wait_until(condition, *, meanwhile=None, seconds=90):
    """Until it is true; `meanwhile` is done now and then. Patient: the machine may be busy."""
    give_up = time.monotonic() + seconds
    last = 0.0
    while not condition():
        if time.monotonic() > give_up:
            raise AssertionError(f"not within {seconds} s: {condition}")
        if meanwhile and time.monotonic() - last > 1.5:
            meanwhile()
            last = time.monotonic()
        time.sleep(0.05)
