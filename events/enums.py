"""The states an event can be in."""

from django.db.models import TextChoices


class EventStatus(TextChoices):
    """Whether the dates on the page are kept."""

    SCHEDULED = "scheduled", "Going ahead"
    POSTPONED = "postponed", "Postponed"
    CANCELLED = "cancelled", "Cancelled"
