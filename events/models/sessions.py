"""The dates of events as facts."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from events.querysets import SessionQuerySet


class Session(models.Model):
    """One date of a published event. A plain row, because nothing may point at a page's revision.

    Whatever points at it protects it: an editor who removes the date then finds it cancelled.
    """

    event = models.ForeignKey(
        "events.TrainingEventPage", on_delete=models.CASCADE, related_name="sessions"
    )
    uid = models.UUIDField(editable=False, help_text="The id of the date on the page.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    is_cancelled = models.BooleanField(default=False, help_text="It does not take place.")
    sequence = models.PositiveIntegerField(
        default=0, help_text="How often it was moved, called off or put back on."
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "uid"], name="session_is_one_date_of_an_event"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"
