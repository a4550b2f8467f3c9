"""What the provider reports: written down at once, once, and worked through in sets."""

from collections.abc import Iterable
from hashlib import sha256

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.db import transaction
from django.utils import timezone

from mail import suppression
from mail.enums import DeliveryStatus, SuppressionReason
from mail.models import Delivery, Receipt

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


def record(event: AnymailTrackingEvent, *, provider: str) -> None:
    """Keep one report about one of our letters; the same report again changes nothing."""
    number = str((event.metadata or {}).get("d", ""))
    if event.event_type not in RANKS or not number.isdecimal():
        return
    delivery_id = int(number)
    if not Delivery.objects.filter(pk=delivery_id).exists():
        return
    happened_at = event.timestamp or timezone.now()
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
    while True:
        with transaction.atomic():
            waiting = Receipt.objects.filter(processed_at=None).order_by("pk")
            receipts = list(waiting.select_for_update(skip_locked=True, of=("self",))[:SET])
            Delivery.objects.rise_each(_highest(receipts))
            _suppress(receipts)
            Receipt.objects.filter(pk__in=[receipt.pk for receipt in receipts]).update(
                processed_at=timezone.now()
            )
        if len(receipts) < SET:
            return


def _highest(receipts: Iterable[Receipt]) -> dict[int, DeliveryStatus]:
    highest: dict[int, DeliveryStatus] = {}
    for receipt in receipts:
        if receipt.delivery_id is not None:
            rank = RANKS[receipt.kind]
            highest[receipt.delivery_id] = max(rank, highest.get(receipt.delivery_id, rank))
    return highest


def _suppress(receipts: Iterable[Receipt]) -> None:
    """A mailbox that does not exist and a person who complains are not written to again."""
    final = {r.delivery_id: reason for r in receipts if (reason := _reason(r))}
    told = Delivery.objects.filter(pk__in=[pk for pk in final if pk])
    for pk, address, scope in told.values_list("pk", "address", "mailing__scope"):
        reason = final[pk]
        if address is None:
            continue
        suppression.suppress(
            address,
            reason=reason,
            scope=scope if reason == SuppressionReason.UNSUBSCRIBED else suppression.EVERYTHING,
            source="the provider's report",
        )


def _reason(receipt: Receipt) -> SuppressionReason | None:
    if receipt.kind == EventType.BOUNCED and receipt.reason in HARD:
        return SuppressionReason.BOUNCE
    if receipt.kind == EventType.COMPLAINED:
        return SuppressionReason.COMPLAINT
    if receipt.kind == EventType.UNSUBSCRIBED:
        return SuppressionReason.UNSUBSCRIBED
    return None
