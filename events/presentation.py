"""An event as its page shows it: plain things for the components, in the order of reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from events.enums import EventStatus
from events.sittings import Sitting, moment_words

if TYPE_CHECKING:
    from events.models.pages import TrainingEventPage

CALLED_OFF = {
    EventStatus.POSTPONED: "Postponed: new date to come",
    EventStatus.CANCELLED: "Cancelled",
}
"""What a list says instead of the places."""
SHOWN = 6
"""How many dates are shown before the rest is folded up."""
ONLINE = "online"
HYBRID = "hybrid"
"""The slugs of the formats that take place online, and both there and in a room."""


@dataclass(frozen=True, slots=True)
class GlanceItem:
    """A label over its value."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader should know before reading on."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date in the list beside the text."""

    words: str
    hours: str
    notes: str
    calendar_url: str
    calendar_label: str


@dataclass(frozen=True, slots=True)
class Booking:
    """How to take part, while one can."""

    title: str
    label: str
    url: str
    deadline: str
    message: str


def leading_sitting(event: "TrainingEventPage", *, at: datetime) -> Sitting | None:
    """The date that stands for the event: the next that is kept, else the next, else the last."""
    dates = event.sittings
    to_come = [date for date in dates if not date.is_over(at)]
    kept = [date for date in to_come if not date.is_cancelled]
    return next(iter([*kept, *to_come, *reversed(dates)]), None)


def facts(event: "TrainingEventPage", *, at: datetime) -> list[str]:
    """When, how and what it counts as."""
    leading = leading_sitting(event, at=at)
    when = state(event, leading) or (leading.words if leading else "")
    return [fact for fact in (when, event.format.label if event.format else "", cpd(event)) if fact]


def state(event: "TrainingEventPage", leading: Sitting | None) -> str:
    """Whether it is called off, in a word; nothing if it goes ahead."""
    if event.status != EventStatus.SCHEDULED:
        return event.get_status_display()
    return EventStatus.CANCELLED.label if leading and leading.is_cancelled else ""


def place(event: "TrainingEventPage") -> str:
    """The venue if there is one, else the format."""
    kind = event.format
    if event.venue and kind and kind.slug == HYBRID:
        return f"{event.venue}, and online"
    return event.venue or (kind.label if kind else "")


def cpd(event: "TrainingEventPage") -> str:
    """Such as "1.5 CPD hours"."""
    if not event.cpd_hours:
        return ""
    return f"{event.cpd_hours.normalize():f} CPD hour{'' if event.cpd_hours == 1 else 's'}"


def is_past(event: "TrainingEventPage", *, at: datetime) -> bool:
    """Whether its dates are over, or it is the record of something over."""
    if not event.sittings:
        return event.is_recorded_afterwards
    return all(date.is_over(at) for date in event.sittings)


def of_event(event: "TrainingEventPage", *, at: datetime) -> dict[str, Any]:
    """All that the page of an event shows at that moment."""
    leading = leading_sitting(event, at=at)
    is_over = is_past(event, at=at)
    is_off = bool(state(event, leading))
    dates = _dates(event, at=at)
    files = [date for date in dates if date.calendar_url]
    return {
        "leading": leading,
        "is_over": is_over,
        "is_off": is_off,
        "is_record": event.is_recorded_afterwards,
        "kind_words": _kind_words(event),
        "notices": _notices(event, is_over=is_over, is_off=is_off),
        "glance": _glance(event, leading, at=at),
        "dates": dates[:SHOWN],
        "more_dates": dates[SHOWN:],
        "dates_title": "Date" if len(dates) == 1 else "Dates",
        "calendar_url": "calendar.ics" if len(files) > 1 else "",
        "booking": None if is_over or is_off else _booking(event, at=at),
    }


def _kind_words(event: "TrainingEventPage") -> str:
    return f"{event.kind_label}, {event.format.label.lower()}" if event.format else event.kind_label


def _notices(event: "TrainingEventPage", *, is_over: bool, is_off: bool) -> list[Notice]:
    if event.status != EventStatus.SCHEDULED:
        return [Notice(f"This event is {event.get_status_display().lower()}", event.status_note)]
    if is_over:
        what_is_left = "What is left of it is below." if event.materials else ""
        return [Notice("This event has taken place", what_is_left)]
    return [Notice("Every date to come is cancelled", event.status_note)] if is_off else []


def _glance(
    event: "TrainingEventPage", leading: Sitting | None, *, at: datetime
) -> list[GlanceItem]:
    others = sum(not date.is_over(at) for date in event.sittings) - 1
    undated = "Date not recorded" if event.is_recorded_afterwards else "At any time"
    more = f"and {others} more date{'' if others == 1 else 's'}" if others > 0 else ""
    return [
        item
        for item in (
            GlanceItem("When", leading.words if leading else undated, more),
            GlanceItem("Where", event.place if event.sittings else event.venue, event.joining_note),
            GlanceItem("For", event.audience or _terms(event.roles.all())),
            GlanceItem("Level", event.level.label if event.level else ""),
            GlanceItem("Counts as", cpd(event)),
            GlanceItem("Takes", event.length),
            GlanceItem("Price", event.price),
            GlanceItem("Run by", str(event.organiser or "")),
            GlanceItem("Meant for people in", _terms(event.areas.all())),
        )
        if item.value
    ]


def _terms(terms: Iterable[Any]) -> str:
    return ", ".join(term.label for term in terms)


def _dates(event: "TrainingEventPage", *, at: datetime) -> list[DateLine]:
    return [_date_line(event, date, at=at) for date in shown_sittings(event, at=at)]


def shown_sittings(event: "TrainingEventPage", *, at: datetime) -> list[Sitting]:
    """The dates to come; all of them once none is."""
    to_come = [date for date in event.sittings if not date.is_over(at)]
    return to_come or event.sittings


def _date_line(event: "TrainingEventPage", date: Sitting, *, at: datetime) -> DateLine:
    state = "cancelled" if date.is_cancelled else ""
    if event.status != EventStatus.SCHEDULED:
        state = event.get_status_display().lower()
    return DateLine(
        words=date.day_words,
        hours=date.hours,
        notes=", ".join(filter(None, [state or date.places, date.note])),
        calendar_url=f"calendar-{date.uid}.ics" if event.live and not date.is_over(at) else "",
        calendar_label="Update your calendar" if state else "Add to calendar",
    )


def _booking(event: "TrainingEventPage", *, at: datetime) -> Booking:
    deadline = event.booking_deadline
    is_closed = bool(deadline and deadline <= at)
    books = bool(event.sittings and event.booking_url)
    return Booking(
        title="Book a place" if books and not is_closed else "Take part",
        label="Book on the organiser’s site" if books else "Open the organiser’s site",
        url="" if is_closed else event.booking_url,
        deadline="" if is_closed or not deadline else moment_words(deadline),
        message="Booking has closed." if is_closed else "",
    )
