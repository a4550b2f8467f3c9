"""How old what a page says is: who looks after it, when it was read last and when it will be."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from library.enums import Freshness
from library.querysets import EXPIRY_YEARS, REVIEW_YEARS
from library.years import years_after

STAFF = models.Q(is_superuser=True) | models.Q(groups__permissions__codename="access_admin")


class Reviewed(models.Model):
    """Something to be read again from time to time, and archived if nobody does."""

    last_reviewed = models.DateField(
        null=True,
        default=timezone.localdate,
        help_text="When somebody last read this against its source. Writing it counts.",
    )
    review_date = models.DateField(
        "next review",
        null=True,
        blank=True,
        help_text="Leave empty for a year after the last review. "
        "From that day the page says that it may be out of date.",
    )
    expiry_date = models.DateField(
        "expires",
        null=True,
        blank=True,
        help_text="Leave empty for two years after the last review. "
        "From that day the page is marked as archived; it keeps its address.",
    )
    historical_note = models.TextField(
        blank=True,
        max_length=400,
        help_text="For a record of the past: why it is kept, and what has changed since.",
    )
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="looked after by",
        limit_choices_to=STAFF,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who is asked when the review is due. Not shown to readers.",
    )

    class Meta:
        abstract = True

    @property
    def review_due(self) -> date | None:
        """The day of the next review: the editor's own, or a year after the last."""
        return self._due(self.review_date, REVIEW_YEARS)

    @property
    def expires(self) -> date | None:
        """The day it becomes archived."""
        return self._due(self.expiry_date, EXPIRY_YEARS)

    def _due(self, own: date | None, years: int) -> date | None:
        if self.last_reviewed is None:
            return own
        if own and own > self.last_reviewed:
            return own
        return years_after(self.last_reviewed, years)

    def freshness(self, on: date) -> Freshness:
        """What a reader is told on that day; a due date counts from its first moment."""
        if self.expires and self.expires <= on:
            return Freshness.ARCHIVED
        if self.review_due and self.review_due <= on:
            return Freshness.OVERDUE
        return Freshness.CURRENT

    @property
    def is_archived(self) -> bool:
        """Whether it is archived today."""
        return self.freshness(timezone.localdate()) == Freshness.ARCHIVED

    def is_current(self, at: datetime) -> bool:
        """Nothing archived is announced."""
        return self.freshness(timezone.localdate(at)) != Freshness.ARCHIVED
