"""One date of an event, and how we say it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from content.opening import clock


@dataclass(frozen=True, order=True)
class Sitting:
    """A date as an editor entered it; complete, in order of time."""

    starts_at: datetime
    ends_at: datetime
    uid: UUID
    capacity: int | None = None
    note: str = ""
    is_cancelled: bool = False

    @property
    def day(self) -> date:
        """The day it starts on, where we are."""
        return timezone.localtime(self.starts_at).date()

    @property
    def day_words(self) -> str:
        """Such as "Wednesday 9 December 2026"."""
        return day_words(self.starts_at)

    @property
    def hours(self) -> str:
        """Such as "4 to 5.30 pm"."""
        return hours(self.starts_at, self.ends_at)

    @property
    def words(self) -> str:
        """Day and hours in one line."""
        return f"{self.day_words}, {self.hours}"

    @property
    def places(self) -> str:
        """How many people it has room for, if that is known."""
        return places_words(self.capacity)

    def is_over(self, at: datetime) -> bool:
        """Whether it has ended at that moment; the minute of its end is already after it."""
        return self.ends_at <= at


def day_words(moment: datetime) -> str:
    """The day as we write it, in local time."""
    local = timezone.localtime(moment)
    return f"{local:%A} {local.day} {local:%B} {local.year}"


def moment_words(moment: datetime) -> str:
    """Day and time of day, such as "Tuesday 8 December 2026, noon"."""
    return f"{day_words(moment)}, {clock(timezone.localtime(moment).time())}"


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """From when to when, in local time; the half of the day is said once if it is the same."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    begin, end = clock(starts.time()), clock(ends.time())
    if starts.date() != ends.date():
        return f"{begin} to {day_words(ends_at)}, {end}"
    if begin[-3:] == end[-3:] and begin.endswith((" am", " pm")):
        begin = begin[:-3]
    return f"{begin} to {end}"


def places_words(capacity: int | None) -> str:
    """Such as "24 places"; nothing when it is not known."""
    if not capacity:
        return ""
    return f"{capacity:,} place{'' if capacity == 1 else 's'}"
