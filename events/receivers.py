"""What publishing an event sets off."""

from wagtail.signals import page_published

from events.models import TrainingEventPage
from events.scheduling import sync


def schedule_dates(sender: type, instance: TrainingEventPage, **kwargs: object) -> None:
    """Only what readers see has dates that others may rely on.

    The signal also comes when a draft is set to go live later; then it comes again on the day.
    """
    if instance.live:
        sync(instance)


def connect() -> None:
    """Listen to training events being published."""
    page_published.connect(
        schedule_dates, sender=TrainingEventPage, dispatch_uid="events.schedule_dates"
    )
