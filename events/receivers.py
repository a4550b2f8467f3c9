"""What publishing an event sets off."""

from wagtail.signals import page_published

from events.models import TrainingEventPage
from events.scheduling import sync


def schedule_dates(sender: type, instance: TrainingEventPage, **kwargs: object) -> None:
    """Only what is published has dates that others may rely on: autosave changes nothing."""
    sync(instance)


def connect() -> None:
    """Listen to training events being published."""
    page_published.connect(
        schedule_dates, sender=TrainingEventPage, dispatch_uid="events.schedule_dates"
    )
