"""The helpline's hours and closures in words that stay true however long a page is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from content.opening import Closure, Hours, clock

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

CLOSURES_AHEAD_DAYS = 60
"""How early a closure is announced."""


@dataclass(frozen=True)
class Line:
    """A day, or some, and what happens on it."""

    label: str
    value: str
    is_today: bool = False


def week(hours: Iterable[Hours], *, at: datetime) -> tuple[Line, ...]:
    """A line for each weekday, today's marked; nothing without hours."""
    rows = list(hours)
    today = timezone.localtime(at).weekday()
    return tuple(
        Line(name, _hours_on(rows, day), is_today=day == today)
        for day, name in enumerate(WEEKDAYS)
        if rows
    )


def in_words(hours: Iterable[Hours]) -> tuple[str, ...]:
    """Such as "Monday to Friday, 9 am to 5 pm": days with the same hours are one line."""
    rows = list(hours)
    days = [(day, _hours_on(rows, day)) for day in sorted({row.weekday for row in rows})]
    lines: list[str] = []
    for value, same in groupby(days, key=lambda item: item[1]):
        numbers = [day for day, _ in same]
        lines.extend(f"{names}, {value}" for names in _stretches(numbers))
    return tuple(lines)


def days_closed(closures: Iterable[Closure], *, at: datetime) -> tuple[Line, ...]:
    """The closures to come soon, and one that lasts, the earliest first."""
    today = timezone.localtime(at).date()
    soon = today + timedelta(days=CLOSURES_AHEAD_DAYS)
    coming = [closure for closure in closures if closure.last >= today and closure.first <= soon]
    return tuple(
        Line(_dates(closure), closure.message or "Closed")
        for closure in sorted(coming, key=lambda closure: closure.first)
    )


def _hours_on(rows: Iterable[Hours], day: int) -> str:
    stretches = sorted((row.opens, row.closes) for row in rows if row.weekday == day)
    said = [f"{clock(opens)} to {clock(closes)}" for opens, closes in stretches]
    return " and ".join(said) or "Closed"


def _stretches(days: list[int]) -> list[str]:
    """Monday, Tuesday, Wednesday and Friday become "Monday to Wednesday" and "Friday"."""
    found: list[list[int]] = []
    for day in days:
        if found and day == found[-1][-1] + 1:
            found[-1].append(day)
        else:
            found.append([day])
    return [
        WEEKDAYS[run[0]] if len(run) == 1 else f"{WEEKDAYS[run[0]]} to {WEEKDAYS[run[-1]]}"
        for run in found
    ]


def _dates(closure: Closure) -> str:
    if closure.first == closure.last:
        return _date(closure.first)
    return f"{_date(closure.first)} to {_date(closure.last)}"


def _date(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
