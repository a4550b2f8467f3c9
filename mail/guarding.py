"""Stopping a newsletter that goes wrong, before it does more harm. A person decides what next."""

import logging
from collections.abc import Iterable

from django.db.models import Count, Q
from wagtail.log_actions import log

from mail.enums import DeliveryStatus, MailingState, Outcome, Stream
from mail.models import Attempt, Mailing

logger = logging.getLogger(__name__)

UNKNOWN_IN_A_ROW = 3
"""Different calls of which nobody knows how they ended: the next would only be more in doubt."""
ENOUGH = 100
"""Answers before a share of them says anything."""
BOUNCES = 0.05
"""Share of bounces that pauses: beyond it the list is stale, or bought, in a provider's eyes."""
COMPLAINTS = 0.003
"""Share of complaints that pauses: Gmail and Yahoo ask to stay below 0.3 % at all times …"""
WORRYING = 0.001
"""… and to keep below 0.1 % (https://support.google.com/a/answer/81126)."""
FEWEST_COMPLAINTS = 3
"""One in a hundred is somebody's bad day."""
ANSWERS = (DeliveryStatus.DELIVERED, DeliveryStatus.BOUNCED, DeliveryStatus.COMPLAINED)


def stop(mailing_id: int, reason: str) -> None:
    """Pause a mailing that needs a person."""
    paused = Mailing.objects.move(
        mailing_id,
        source=[MailingState.SENDING],
        target=MailingState.PAUSED,
        paused_reason=reason[:300],
    )
    if paused:
        logger.error("Mailing %s is paused: %s", mailing_id, reason)
        mailing = Mailing.objects.get(pk=mailing_id)
        log(instance=mailing, action="mail.stop", data={"reason": reason[:300]})


def watch_unknown(mailing: Mailing) -> None:
    """After an attempt that nobody knows the end of."""
    if mailing.stream != Stream.BULK:
        return
    ended = Attempt.objects.filter(batch__mailing=mailing, ended_at__isnull=False)
    if mailing.resumed_at:
        ended = ended.filter(ended_at__gt=mailing.resumed_at)
    latest = list(ended.order_by("-ended_at", "-pk")[:UNKNOWN_IN_A_ROW])
    unknown = {one.batch_id for one in latest if one.outcome == Outcome.UNKNOWN}
    if len(unknown) == UNKNOWN_IN_A_ROW:
        stop(
            mailing.pk,
            f"{UNKNOWN_IN_A_ROW} calls in a row ended without a clear answer of the provider. "
            f"The last said: {latest[0].detail or 'nothing'}",
        )


def watch_answers(mailing_ids: Iterable[int]) -> None:
    """Count what the provider has reported about these, for whoever looks; stop what is bad."""
    for mailing in Mailing.objects.filter(pk__in=set(mailing_ids), stream=Stream.BULK):
        since = Q(updated_at__gt=mailing.resumed_at) if mailing.resumed_at else Q()
        rows = (
            mailing.deliveries.filter(
                status__gte=DeliveryStatus.DEFERRED, status__lt=DeliveryStatus.REFUSED
            )
            .values("status")
            .annotate(number=Count("pk"), recent=Count("pk", filter=since))
        )
        numbers = {DeliveryStatus(row["status"]): row["number"] for row in rows}
        recent = {DeliveryStatus(row["status"]): row["recent"] for row in rows}
        answers = {str(status.value): number for status, number in numbers.items()}
        Mailing.objects.filter(pk=mailing.pk).update(answers=answers)
        if reason := why_stop(recent):
            stop(mailing.pk, reason)


def why_stop(numbers: dict[DeliveryStatus, int]) -> str:
    """The reason in words, or nothing."""
    of_all = sum(numbers.get(status, 0) for status in ANSWERS)
    bounced = numbers.get(DeliveryStatus.BOUNCED, 0)
    complained = numbers.get(DeliveryStatus.COMPLAINED, 0)
    if of_all < ENOUGH:
        return ""
    if bounced > BOUNCES * of_all:
        return (
            f"{bounced:,} of {of_all:,} letters that were answered for bounced: more than "
            f"{BOUNCES:.0%}. The addresses may be old; going on harms our name as a sender."
        )
    if complained >= FEWEST_COMPLAINTS and complained > COMPLAINTS * of_all:
        return (
            f"{complained:,} of {of_all:,} readers marked the letter as spam: more than "
            f"{COMPLAINTS:.1%}. Going on harms our name as a sender."
        )
    return ""


def worry(numbers: dict[DeliveryStatus, int]) -> str:
    """What staff should know although it stops nothing yet, or nothing."""
    of_all = sum(numbers.get(status, 0) for status in ANSWERS)
    complained = numbers.get(DeliveryStatus.COMPLAINED, 0)
    if of_all >= ENOUGH and complained > WORRYING * of_all:
        return (
            f"{complained:,} of {of_all:,} readers marked the letter as spam: more than "
            f"{WORRYING:.1%}. It is paused when it is more than {COMPLAINTS:.1%}."
        )
    return ""
