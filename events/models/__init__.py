from events.models.pages import EventIndexPage, TrainingEventPage
from events.models.sessions import Session

__all__ = ["EventIndexPage", "Session", "TrainingEventPage"]
