"""Addresses that are not to be written to, known only by a keyed hash."""

from django.conf import settings
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
        permissions = [("lift_suppression", "Can let an address be written to again")]
        constraints = [
            models.UniqueConstraint(
                fields=["address_hmac", "scope"], name="suppressed_once_a_scope"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, {self.created_at:%-d %B %Y}"


class Lifting(Record):
    """A suppression that ended: what it was, who ended it, and why. The database keeps it as it is.

    Without a person it was lifted by the owner of the address, who asked for mail again.
    """

    address_hmac = models.CharField(max_length=64, db_index=True)
    pepper_version = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=12, choices=SuppressionReason)
    source = models.CharField(max_length=120, blank=True)
    suppressed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    why = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, lifted {self.lifted_at:%-d %B %Y}"
