"""What the provider reports afterwards."""

from django.db import models

from mail.models.deliveries import Delivery
from mail.models.records import Record


class Receipt(Record):
    """One report about one letter, kept once however often it is posted."""

    dedupe_key = models.CharField(max_length=64, unique=True)
    delivery = models.ForeignKey(
        Delivery, null=True, blank=True, on_delete=models.CASCADE, related_name="receipts"
    )
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=20, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                name="receipt_unprocessed",
                condition=models.Q(processed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d %H:%M}"
