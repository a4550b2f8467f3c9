"""Asking the owner of a service whether its entry is still right. Plain rows: what was asked, and
what came back, is no part of the page and is not rolled back with it."""

from django.conf import settings
from django.db import models

from library.enums import Answer, Decision


class ServiceCheck(models.Model):
    """One letter to the owner of one entry, and the link that stands in it."""

    service = models.ForeignKey(
        "library.ServicePage", on_delete=models.CASCADE, related_name="checks"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    owner_digest = models.CharField(max_length=64)
    """Stands for the address that was asked: with another owner the link is dead."""
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "question to an owner"
        verbose_name_plural = "questions to owners"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.service}, {self.asked_at:%d %B %Y}"


class ServiceCorrection(models.Model):
    """What an owner wants to have changed, until an editor decides."""

    service = models.ForeignKey(
        "library.ServicePage", on_delete=models.CASCADE, related_name="corrections"
    )
    changes = models.JSONField(default=dict)
    """By field, what it should say."""
    words = models.TextField("anything else", blank=True)
    made_at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "correction by an owner"
        verbose_name_plural = "corrections by owners"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.service}, {self.made_at:%d %B %Y}"
