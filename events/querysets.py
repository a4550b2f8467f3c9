"""What is to come and what is over. Time is a parameter; a range ends before its last moment."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Max
from django.utils import timezone

from content.visibility import PublicPageQuerySet


class SessionQuerySet(models.QuerySet):
    """Dates of events."""

    def upcoming(self, at: datetime | None = None) -> Self:
        """Not over yet: a date counts as upcoming until it ends."""
        return self.filter(ends_at__gt=at or timezone.now())

    def past(self, at: datetime | None = None) -> Self:
        """Over: the moment of its end is already past."""
        return self.filter(ends_at__lte=at or timezone.now())


class EventQuerySet(PublicPageQuerySet):
    """Events by their published dates."""

    def upcoming(self, at: datetime | None = None) -> Self:
        """With a date that is not over yet."""
        return self._with_last_end().filter(last_end__gt=at or timezone.now())

    def past(self, at: datetime | None = None) -> Self:
        """With every date over, the latest first."""
        past = self._with_last_end().filter(last_end__lte=at or timezone.now())
        return past.order_by("-last_end", "-pk")

    def on_demand(self) -> Self:
        """Without any date: to be had at any time."""
        return self.filter(sessions=None, is_recorded_afterwards=False)

    def undated_records(self) -> Self:
        """Known to have taken place, not known when."""
        return self.filter(sessions=None, is_recorded_afterwards=True)

    def _with_last_end(self) -> Self:
        return self.annotate(last_end=Max("sessions__ends_at"))
