"""The list of dates: to come, month by month, or over, the latest first."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify

from content.pagination import ListPage, paginate
from events.enums import EventStatus
from events.models.sessions import Session
from events.presentation import CALLED_OFF, cpd, leading_sitting
from events.querysets import EventQuerySet
from events.sittings import hours, places_words

if TYPE_CHECKING:
    from events.models.pages import TrainingEventPage

PAST = "past"
MISSED = 4
"""How many past events are mentioned below those to come."""


@dataclass(frozen=True, slots=True)
class Row:
    """One date of an event, as the component for it wants it."""

    event: "TrainingEventPage"
    date: date
    when: str
    places: str
    off: bool

    @property
    def facts(self) -> list[str]:
        """What it counts as, and how much it expects."""
        level = self.event.level.label if self.event.level else ""
        return [fact for fact in (cpd(self.event), level) if fact]


@dataclass(frozen=True, slots=True)
class Month:
    """The dates of a month."""

    label: str
    rows: list[Row] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return slugify(self.label)


@dataclass(frozen=True, slots=True)
class Link:
    """An event with one line under it."""

    title: str
    url: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where no date does."""

    title: str
    text: str
    url: str
    heading: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list, and what stands below it."""

    page: ListPage
    months: list[Month]
    is_past: bool
    on_demand: list[Link] = field(default_factory=list)
    missed: list[Link] = field(default_factory=list)
    undated: list[Link] = field(default_factory=list)
    has_past: bool = True

    @property
    def empty(self) -> Empty:
        """The words for a list without dates."""
        if self.is_past:
            return Empty(
                "No past dates are recorded", "Events move here when they are over.", "", 3
            )
        return Empty(
            "No events are planned at the moment",
            "New dates appear here, and in the newsletter, as soon as they are fixed.",
            f"?when={PAST}" if self.has_past else "",
            2,
        )


def read(request: HttpRequest, events: EventQuerySet, *, at: datetime) -> Listing:
    """What the reader asked for; anything but `when=past` means what is to come."""
    events = events.select_related("format", "level")
    if request.GET.get("when") == PAST:
        page = paginate(request, events.past(at))
        rows = [row for event in page if (row := _row_of_event(event, at=at))]
        return Listing(
            page,
            _by_month(rows),
            is_past=True,
            undated=[_link(event, event.summary, request) for event in events.undated_records()],
        )
    page = paginate(request, _sessions_of(events, at=at))
    missed = [
        _link(event, _when_it_was(event, at=at), request) for event in events.past(at)[:MISSED]
    ]
    return Listing(
        page,
        _by_month([_row_of_session(session) for session in page]),
        is_past=False,
        on_demand=[_link(event, event.summary, request) for event in events.on_demand()],
        missed=missed,
        has_past=bool(missed) or events.undated_records().exists(),
    )


def next_rows(events: EventQuerySet, *, at: datetime, count: int) -> list[Row]:
    """The first dates to come that are kept, for a short list elsewhere."""
    sessions = _sessions_of(events.filter(status=EventStatus.SCHEDULED), at=at)
    return [_row_of_session(session) for session in sessions.filter(is_cancelled=False)[:count]]


def _sessions_of(events: EventQuerySet, *, at: datetime) -> QuerySet[Session]:
    return (
        Session.objects.upcoming(at)
        .filter(event__in=events.values("pk"))
        .select_related("event__format", "event__level")
    )


def _row_of_session(session: Session) -> Row:
    event = session.event
    state = CALLED_OFF.get(EventStatus(event.status)) or (
        "Cancelled" if session.is_cancelled else ""
    )
    return Row(
        event=event,
        date=timezone.localtime(session.starts_at).date(),
        when=hours(session.starts_at, session.ends_at),
        places=state or places_words(session.capacity),
        off=session.is_cancelled,
    )


def _row_of_event(event: "TrainingEventPage", *, at: datetime) -> Row | None:
    sitting = leading_sitting(event, at=at)
    if sitting is None:
        return None
    state = CALLED_OFF.get(EventStatus(event.status), "")
    return Row(
        event=event,
        date=sitting.day,
        when=sitting.hours,
        places=state or ("With materials" if event.materials else ""),
        off=bool(state) or sitting.is_cancelled,
    )


def _by_month(rows: list[Row]) -> list[Month]:
    """Rows in their order, under the month they are in."""
    found: list[Month] = []
    for row in rows:
        label = f"{row.date:%B %Y}"
        if not found or found[-1].label != label:
            found.append(Month(label))
        found[-1].rows.append(row)
    return found


def _when_it_was(event: "TrainingEventPage", *, at: datetime) -> str:
    sitting = leading_sitting(event, at=at)
    day = sitting.day_words if sitting else ""
    return f"{day}, with materials" if event.materials else day


def _link(event: "TrainingEventPage", text: str, request: HttpRequest) -> Link:
    words = f"{text} (sample content)" if event.is_sample else text
    return Link(event.title, event.get_url(request), words)
