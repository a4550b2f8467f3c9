"""Dispatches: the facts of an edition's way out. No revision can roll them back."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CASCADE, ProtectedError

from newsletters.contents import EditionContent
from newsletters.enums import DispatchKind, DispatchState, Exclusion
from newsletters.querysets import DispatchQuerySet


def keep_what_goes_out(collector: Any, field: Any, rows: Any, using: str) -> None:
    """Refuse to delete the page of an edition that was sent or is bound to be; let drafts go."""
    kept: set[models.Model] = set(Dispatch.objects.kept().filter(pk__in=[row.pk for row in rows]))
    if kept:
        raise ProtectedError("An edition that was approved or sent is kept.", kept)
    CASCADE(collector, field, rows, using)


class Dispatch(models.Model):
    """One slot of a newsletter: from the gathered draft to the last letter.

    ``content`` is what was approved, resolved to words and addresses. It alone is sent, whatever
    becomes of the page. Each step between the states is one guarded update.
    """

    newsletter = models.ForeignKey(
        "newsletters.Newsletter", on_delete=models.PROTECT, related_name="dispatches"
    )
    kind = models.CharField(max_length=10, choices=DispatchKind, default=DispatchKind.REGULAR)
    slot = models.CharField(
        max_length=20,
        help_text="The day it was due, such as 2026-11-24; of others than regular ones "
        "with a number, such as 2026-11-24.1.",
    )
    corrects = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        help_text="The edition that it puts right: its readers get this one.",
    )
    edition = models.OneToOneField(
        "newsletters.EditionPage", on_delete=keep_what_goes_out, related_name="dispatch"
    )
    state = models.CharField(max_length=10, choices=DispatchState, default=DispatchState.DRAFTED)
    content_cutoff = models.DateTimeField(help_text="What was published later is for the next one.")
    gathered = ArrayField(
        models.BigIntegerField(), default=list, help_text="Pages it was offered: none comes again."
    )
    gathered_changes = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="Changes of pages that came with what it was offered: none is told again.",
    )
    assembled_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    send_at = models.DateTimeField(
        null=True, blank=True, help_text="Not before then is it handed over."
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The version of the page that was approved.",
    )
    content = models.JSONField(null=True, blank=True)
    mailing = models.OneToOneField(
        "mail.Mailing", null=True, blank=True, on_delete=models.PROTECT, related_name="dispatch"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(
        max_length=300, blank=True, help_text="Why it could not be handed over, for staff."
    )

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "dispatches"
        ordering = ["-assembled_at", "-pk"]
        permissions = [("approve_edition", "Can approve and send an edition")]
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "slot"], name="one_edition_a_slot"),
            models.CheckConstraint(
                condition=models.Q(state__in=["drafted", "cancelled"])
                | models.Q(content__isnull=False, approved_at__isnull=False),
                name="what_is_sent_was_approved",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sending", "sent"])
                | models.Q(mailing__isnull=False),
                name="what_is_sending_has_a_mailing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state"],
                name="dispatch_open",
                condition=~models.Q(state__in=["sent", "cancelled"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.newsletter}, {self.slot}"

    @property
    def day(self) -> date:
        """The day of its slot."""
        return date.fromisoformat(self.slot.partition(".")[0])

    @property
    def excluded_reasons(self) -> list[tuple[str, int]]:
        """Why some got no letter, in words, with how many."""
        excluded = self.mailing.excluded if self.mailing else {}
        labels = dict(Exclusion.choices)
        return [(labels.get(reason, reason), number) for reason, number in excluded.items()]

    @property
    def frozen(self) -> EditionContent | None:
        """What was approved; None while it is a draft."""
        return EditionContent.from_json(self.content) if self.content else None
