"""Whether the helpline, or a service, is open, and when next: arithmetic on hours and closures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

LOOK_AHEAD_DAYS = 60
"""No opening within this many days counts as "no opening known"."""

TURNS_AHEAD_DAYS = 10
"""How long a page that a cache has kept still says what is true."""

WHEN_CLOCKS_CHANGE = (time(1), time(2))
"""To and from summer time, in London: an hour that is skipped, or comes twice."""


@dataclass(frozen=True)
class Hours:
    """One stretch of one weekday (Monday is 0); it ends before midnight."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Closure:
    """Days on which nobody answers, both ends included."""

    first: date
    last: date
    message: str = ""

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Opening:
    """The state at one moment, in figures and in words."""

    asked_at: datetime
    is_open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    message: str = ""

    @property
    def words(self) -> str:
        """Such as "Open now, until 5 pm" or "Opens Wednesday, 9 am"."""
        if self.is_open and self.closes_at:
            return f"Open now, until {clock(self.closes_at.time())}"
        if self.opens_at is None:
            return self.message or "Closed"
        opens = f"pens {_day_words(self.asked_at.date(), self.opens_at)}"
        return f"{self.message}: o{opens}" if self.message else f"O{opens}"


@dataclass(frozen=True)
class Turn:
    """From this moment on the words are these; without words nothing is known any more."""

    at: datetime
    is_open: bool
    words: str


def clock(moment: time) -> str:
    """The time of day as we write it: 9 am, 4.30 pm, noon."""
    if moment == time(12):
        return "noon"
    hour = moment.hour % 12 or 12
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes} {'am' if moment.hour < 12 else 'pm'}"


def opening(
    hours: Iterable[Hours], closures: Iterable[Closure] = (), *, at: datetime
) -> Opening | None:
    """The state at that moment, in local time; None when no hours are given."""
    rows = sorted(hours, key=lambda row: (row.weekday, row.opens))
    if not rows:
        return None
    now = timezone.localtime(at)
    closed = tuple(closures)
    today = next((closure for closure in closed if closure.covers(now.date())), None)
    if today is None:
        for row in rows:
            if row.weekday == now.weekday() and row.opens <= now.time() < row.closes:
                return Opening(now, is_open=True, closes_at=_on(now.date(), row.closes))
    return Opening(
        now,
        is_open=False,
        opens_at=_next_opening(rows, closed, now),
        message=today.message if today else "",
    )


def turns(hours: Iterable[Hours], closures: Iterable[Closure] = (), *, at: datetime) -> list[Turn]:
    """The moments after this one at which the words change, in their order."""
    rows = tuple(hours)
    if not rows:
        return []
    day = timezone.localtime(at).date()
    return [turn for turn in _turns_from(day, rows, tuple(closures)) if turn.at > at]


@lru_cache(maxsize=128)
def _turns_from(
    first: date, rows: tuple[Hours, ...], closed: tuple[Closure, ...]
) -> tuple[Turn, ...]:
    """Those of a day and the days after it: worked out once a day, not for each reader."""
    days = [first + timedelta(days=ahead) for ahead in range(TURNS_AHEAD_DAYS)]
    moments = {
        _on(day, moment.replace(fold=fold)).astimezone(UTC)
        for day in days
        for moment in (*WHEN_CLOCKS_CHANGE, time(0), *_turning_times(rows, day.weekday()))
        for fold in (0, 1)
    }
    found: list[Turn] = []
    for moment in sorted(moments):
        state = opening(rows, closed, at=moment)
        turn = Turn(moment, bool(state and state.is_open), state.words if state else "")
        if not found or (turn.is_open, turn.words) != (found[-1].is_open, found[-1].words):
            found.append(turn)
    last = _on(first + timedelta(days=TURNS_AHEAD_DAYS), time(0)).astimezone(UTC)
    return (*found, Turn(last, is_open=False, words=""))


def _turning_times(rows: Iterable[Hours], weekday: int) -> list[time]:
    return [moment for row in rows if row.weekday == weekday for moment in (row.opens, row.closes)]


def _next_opening(rows: list[Hours], closed: tuple[Closure, ...], now: datetime) -> datetime | None:
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        day = now.date() + timedelta(days=ahead)
        if any(closure.covers(day) for closure in closed):
            continue
        for row in rows:
            if row.weekday == day.weekday() and (ahead or row.opens > now.time()):
                return _on(day, row.opens)
    return None


def _on(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment), timezone.get_current_timezone())


def _day_words(today: date, then: datetime) -> str:
    ahead = (then.date() - today).days
    if ahead == 0:
        return f"at {clock(then.time())} today"
    if ahead == 1:
        return f"tomorrow, {clock(then.time())}"
    if ahead < 7:
        return f"{then:%A}, {clock(then.time())}"
    return f"{then:%A} {then.day} {then:%B}, {clock(then.time())}"
