"""What the provider reports: written down at once, once, and worked through in sets."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.db import transaction

from mail import clock, guarding, patience, suppression
from mail.enums import DeliveryStatus, SuppressionReason
from mail.models import Delivery, Receipt
from mail.suppression import EVERYTHING, Stop

SET = 1000
"""Receipts worked through in one transaction."""

RANKS = {
    EventType.QUEUED: DeliveryStatus.ACCEPTED,
    EventType.SENT: DeliveryStatus.ACCEPTED,
    EventType.DEFERRED: DeliveryStatus.DEFERRED,
    EventType.DELIVERED: DeliveryStatus.DELIVERED,
    EventType.AUTORESPONDED: DeliveryStatus.DELIVERED,
    EventType.UNSUBSCRIBED: DeliveryStatus.DELIVERED,
    EventType.BOUNCED: DeliveryStatus.BOUNCED,
    EventType.COMPLAINED: DeliveryStatus.COMPLAINED,
    EventType.REJECTED: DeliveryStatus.REFUSED,
    EventType.FAILED: DeliveryStatus.FAILED,
}
"""What each kind of report makes of a delivery. Openings and clicks are not here: who reads what
is not written down."""

HARD = {RejectReason.BOUNCED, RejectReason.INVALID}
"""Reasons of a bounce that mean: there is no such mailbox."""
ONE_LIST = {SuppressionReason.UNSUBSCRIBED}
"""Reasons that close one list; the others close all mail."""


def record(event: AnymailTrackingEvent, *, provider: str) -> None:
    """Keep one report about one of our letters; the same report again changes nothing."""
    number = str((event.metadata or {}).get("d", ""))
    if event.event_type not in RANKS or not number.isdecimal():
        return
    delivery_id = int(number)
    if not Delivery.objects.filter(pk=delivery_id).exists():
        return
    happened_at = event.timestamp or clock.now()
    content = (provider, event.message_id, delivery_id, event.event_type, event.timestamp)
    Receipt.objects.bulk_create(
        [
            Receipt(
                dedupe_key=sha256(repr(content).encode()).hexdigest(),
                delivery_id=delivery_id,
                kind=event.event_type,
                reason=event.reject_reason or "",
                happened_at=happened_at,
            )
        ],
        ignore_conflicts=True,
    )


def process() -> None:
    """Let the reports have their effect, in whatever order they came."""
    touched: set[int] = set()
    while True:
        with transaction.atomic():
            waiting = Receipt.objects.filter(processed_at=None).order_by("pk")
            rows = waiting.select_for_update(skip_locked=True, of=("self",)).values_list(*COLUMNS)
            reports = [Report(*row) for row in rows[:SET]]
            Delivery.objects.rise_each(_highest(reports))
            _suppress(reports)
            done = Receipt.objects.filter(pk__in=[report.pk for report in reports])
            done.update(processed_at=clock.now())
        touched |= {report.mailing_id for report in reports if report.mailing_id}
        if len(reports) < SET:
            break
    guarding.watch_answers(touched)


class Report(NamedTuple):
    """A receipt, with what must be known of its letter; nothing of it if the letter is gone."""

    pk: int
    kind: str
    reason: str
    delivery_id: int | None
    address: str | None
    mailing_id: int | None
    scope: str | None


COLUMNS = (
    *("pk", "kind", "reason", "delivery_id", "delivery__address", "delivery__mailing_id"),
    "delivery__mailing__scope",
)


def _highest(reports: Iterable[Report]) -> dict[int, DeliveryStatus]:
    highest: dict[int, DeliveryStatus] = {}
    for report in reports:
        if report.delivery_id is not None:
            rank = RANKS[report.kind]
            highest[report.delivery_id] = max(rank, highest.get(report.delivery_id, rank))
    return highest


def _suppress(reports: Iterable[Report]) -> None:
    """A mailbox that does not exist and a person who complains are not written to again."""
    stops = [
        Stop(report.address, reason, report.scope or "" if reason in ONE_LIST else EVERYTHING)
        for report in reports
        if report.address and (reason := _reason(report))
    ]
    soft = [r.delivery_id for r in reports if _is_soft(r) and r.delivery_id and r.address]
    stops += [Stop(address, SuppressionReason.UNREACHABLE) for address in patience.over(soft)]
    suppression.suppress_many(stops, source="the provider's report")


def _reason(report: Report) -> SuppressionReason | None:
    if report.kind == EventType.BOUNCED and report.reason in HARD:
        return SuppressionReason.BOUNCE
    if report.kind == EventType.COMPLAINED:
        return SuppressionReason.COMPLAINT
    if report.kind == EventType.UNSUBSCRIBED:
        return SuppressionReason.UNSUBSCRIBED
    return None


def _is_soft(report: Report) -> bool:
    """Given up by the provider, for a reason that may pass: a full mailbox, a server away."""
    return report.kind == EventType.BOUNCED and report.reason not in HARD
