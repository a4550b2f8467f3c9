"""The proof of consent: written once, never changed (UK GDPR Art. 7(1))."""

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone

from members.enums import Actor, ConsentAction, LawfulBasis
from members.querysets import ConsentEventQuerySet, NotChangeable


class ConsentEvent(models.Model):
    """What somebody was shown and did, and when. A trigger forbids UPDATE and DELETE."""

    subject = models.UUIDField(db_index=True, help_text="The person; outlives the account.")
    action = models.CharField(max_length=12, choices=ConsentAction)
    lawful_basis = models.CharField(max_length=20, choices=LawfulBasis, default=LawfulBasis.CONSENT)
    wording = models.TextField(blank=True, help_text="The exact words shown beside the box.")
    source = models.CharField(
        max_length=120, help_text="Where it was given: a form's address, a letter."
    )
    detail = models.JSONField(
        default=dict, blank=True, help_text="What was chosen. Never an address or a name."
    )
    actor = models.CharField(max_length=8, choices=Actor, default=Actor.MEMBER)
    happened_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ConsentEventQuerySet.as_manager()

    class Meta:
        ordering = ["happened_at", "id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["action", "happened_at"], name="consent_by_action_and_time")
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {self.happened_at:%-d %B %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NotChangeable("A consent event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotChangeable("A consent event is never deleted.")
