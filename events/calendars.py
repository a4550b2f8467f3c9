"""An event for a diary, as iCalendar (RFC 5545)."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from django.utils import timezone
from icalendar import Calendar, Event

from events.enums import EventStatus
from events.models import Session, TrainingEventPage

PRODUCT = "-//Alongside//Training and events//EN"
NAMESPACE = UUID("5a0a9a4e-6f0b-4c0e-9d0e-2f6f6f1f7c11")
"""Ours, for making the ids of dates; changing it would double every entry in every diary."""


def calendar(event: TrainingEventPage, sessions: list[Session]) -> bytes:
    """The dates as a calendar, with the rules of our time zone for the years it needs."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    for session in sessions:
        found.add_component(_entry(event, session))
    found.add_missing_timezones(
        first_date=date(min(row.starts_at.year for row in sessions), 1, 1),
        last_date=date(max(row.ends_at.year for row in sessions) + 1, 1, 1),
    )
    return found.to_ical()


def uid(session: Session) -> UUID:
    """What a diary knows the date by: the same through every revision and every address."""
    return uuid5(NAMESPACE, f"{session.event_id}:{session.uid}")


def _entry(event: TrainingEventPage, session: Session) -> Event:
    published_at = (event.last_published_at or datetime.now(UTC)).astimezone(UTC)
    url = event.full_url
    entry = Event()
    entry.add("uid", str(uid(session)))
    entry.add("sequence", session.sequence)
    entry.add("dtstamp", published_at)
    entry.add("last-modified", published_at)
    entry.add("dtstart", timezone.localtime(session.starts_at))
    entry.add("dtend", timezone.localtime(session.ends_at))
    entry.add("summary", _summary(event, session))
    entry.add("description", "\n\n".join(filter(None, [event.status_note, event.summary, url])))
    entry.add("location", event.place)
    entry.add("url", url)
    entry.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    return entry


def _summary(event: TrainingEventPage, session: Session) -> str:
    if event.status != EventStatus.SCHEDULED:
        return f"{EventStatus(event.status).label}: {event.title}"
    return f"Cancelled: {event.title}" if session.is_cancelled else event.title
