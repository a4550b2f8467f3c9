"""Who gets which newsletter."""

import secrets

from django.db import models

from newsletters.enums import EndedVia
from newsletters.querysets import SubscriptionQuerySet


def new_token() -> str:
    """192 random bits: kept, not signed, so that old letters' links outlive a change of keys."""
    return secrets.token_urlsafe(24)


class Subscription(models.Model):
    """One member's wish for one newsletter. Ending it is a fact, not a deletion."""

    member = models.ForeignKey(
        "members.Member", on_delete=models.CASCADE, related_name="subscriptions"
    )
    newsletter = models.ForeignKey(
        "newsletters.Newsletter", on_delete=models.PROTECT, related_name="subscriptions"
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    subscribed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_via = models.CharField(max_length=10, choices=EndedVia, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "newsletter"], name="subscribed_once_to_a_newsletter"
            )
        ]
        indexes = [
            models.Index(
                fields=["newsletter"],
                name="subscription_live",
                condition=models.Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
