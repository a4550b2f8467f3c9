"""Addresses that are not to be written to, known only by a keyed hash."""

from django.db import models

from mail.enums import SuppressionReason
from mail.models.records import Record


class Suppression(Record):
    """Survives the person's erasure: the address itself is not kept.

    ``scope`` is "" for all mail, or names one list.
    """

    address_hmac = models.CharField(max_length=64)
    pepper_version = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=12, choices=SuppressionReason)
    source = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address_hmac", "scope"], name="suppressed_once_a_scope"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, {self.created_at:%-d %B %Y}"
