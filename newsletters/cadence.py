"""When an edition is due. Pure: no database, no clock.

A schedule names days; the hour is that of the newsletter's own place, so that half past nine
stays half past nine on both sides of a clock change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsletters.enums import Cadence, WeekOfMonth

FARTHEST = 80
"""Days within which any schedule has at least one slot: two of the longest months, and the lead."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for one edition."""

    day: date
    due_at: datetime
    """When it is to go out."""
    draft_at: datetime
    """When its draft is to be made."""

    @property
    def name(self) -> str:
        """How a dispatch is told from its neighbours, such as "2026-11-24"."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rhythm that staff set, such as the first Tuesday of a month at half past nine."""

    cadence: Cadence
    weekday: int
    week_of_month: int
    time_of_day: time
    timezone: str
    starts_on: date
    lead_days: int = 0

    def falls_on(self, day: date) -> bool:
        """Whether an edition belongs to that day."""
        if day < self.starts_on or day.weekday() != self.weekday:
            return False
        if self.cadence == Cadence.MONTHLY:
            return self._is_in_the_right_week(day)
        if self.cadence == Cadence.FORTNIGHTLY:
            return (day - self.starts_on).days // 7 % 2 == 0
        return True

    def slot_on(self, day: date) -> Slot:
        """The slot of that day. An hour that the clocks skip counts as the one after it."""
        return Slot(
            day=day,
            due_at=self._moment(day),
            draft_at=self._moment(day - timedelta(days=self.lead_days)),
        )

    def _moment(self, day: date) -> datetime:
        local = datetime.combine(day, self.time_of_day, tzinfo=ZoneInfo(self.timezone))
        return local.astimezone(UTC)

    def _is_in_the_right_week(self, day: date) -> bool:
        if self.week_of_month == WeekOfMonth.LAST:
            return (day + timedelta(days=7)).month != day.month
        return (day.day - 1) // 7 + 1 == self.week_of_month


def next_slot(schedule: Schedule, *, after: datetime) -> Slot:
    """The first slot whose draft is due later than that moment."""
    first = max(local_day(schedule, after), schedule.starts_on)
    days = (first + timedelta(days=ahead) for ahead in range(FARTHEST + 1))
    slots = (schedule.slot_on(day) for day in days if schedule.falls_on(day))
    return next(slot for slot in slots if slot.draft_at > after)


def latest_slot(schedule: Schedule, *, at: datetime) -> Slot | None:
    """The last slot whose draft is due by that moment, or None before the first one."""
    last = local_day(schedule, at) + timedelta(days=schedule.lead_days)
    days = (last - timedelta(days=back) for back in range(FARTHEST + 1))
    slots = (schedule.slot_on(day) for day in days if schedule.falls_on(day))
    return next((slot for slot in slots if slot.draft_at <= at), None)


def local_day(schedule: Schedule, at: datetime) -> date:
    """The calendar day of that moment where the newsletter lives."""
    return at.astimezone(ZoneInfo(schedule.timezone)).date()
