"""When editions are due: clock changes, month ends, weeks off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsletters.cadence import Schedule, latest_slot, next_slot
from newsletters.enums import Cadence, Weekday, WeekOfMonth

LONDON = ZoneInfo("Europe/London")


def schedule(cadence, weekday, week=WeekOfMonth.FIRST, at=time(9, 30), starts_on=date(2026, 1, 1)):
    return Schedule(cadence, weekday, week, at, "Europe/London", starts_on)


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("week", "after", "day"),
    [
        (WeekOfMonth.FIRST, london(2026, 11, 1), date(2026, 11, 3)),
        (WeekOfMonth.FIRST, london(2026, 11, 3, 9, 29), date(2026, 11, 3)),
        (WeekOfMonth.FIRST, london(2026, 11, 3, 9, 30), date(2026, 12, 1)),
        (WeekOfMonth.FIRST, london(2026, 12, 31), date(2027, 1, 5)),
        (WeekOfMonth.SECOND, london(2026, 11, 3), date(2026, 11, 10)),
        (WeekOfMonth.FOURTH, london(2026, 11, 3), date(2026, 11, 24)),
        (WeekOfMonth.LAST, london(2026, 11, 3), date(2026, 11, 24)),
        (WeekOfMonth.LAST, london(2026, 6, 1), date(2026, 6, 30)),
        (WeekOfMonth.LAST, london(2027, 2, 1), date(2027, 2, 23)),
        (WeekOfMonth.LAST, london(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_the_nth_tuesday_of_a_month(week, after, day):
    monthly = schedule(Cadence.MONTHLY, Weekday.TUESDAY, week)

    assert next_slot(monthly, after=after).day == day


@pytest.mark.parametrize("week", list(WeekOfMonth))
@pytest.mark.parametrize("weekday", list(Weekday))
def test_a_monthly_newsletter_has_exactly_one_slot_in_each_month(week, weekday):
    monthly = schedule(Cadence.MONTHLY, weekday, week)
    at, months = london(2026, 1, 1, 0), []
    while len(months) < 36:
        slot = next_slot(monthly, after=at)
        months.append((slot.day.year, slot.day.month))
        at = slot.due_at

    assert months == [(2026 + n // 12, n % 12 + 1) for n in range(36)]


@pytest.mark.parametrize(
    ("after", "due"),
    [
        # The clocks go forward on 29 March 2026 and back on 25 October 2026.
        (london(2026, 3, 27), datetime(2026, 3, 31, 8, 30, tzinfo=UTC)),
        (london(2026, 3, 20), datetime(2026, 3, 24, 9, 30, tzinfo=UTC)),
        (london(2026, 10, 15), datetime(2026, 10, 20, 8, 30, tzinfo=UTC)),
        (london(2026, 10, 24), datetime(2026, 10, 27, 9, 30, tzinfo=UTC)),
    ],
)
def test_half_past_nine_stays_half_past_nine_when_the_clocks_change(after, due):
    weekly = schedule(Cadence.WEEKLY, Weekday.TUESDAY)

    slot = next_slot(weekly, after=after)

    assert slot.due_at == due
    assert slot.due_at.astimezone(LONDON).time() == time(9, 30)


def test_an_hour_that_the_clocks_skip_is_due_once():
    weekly = schedule(Cadence.WEEKLY, Weekday.SUNDAY, at=time(1, 30))

    slot = next_slot(weekly, after=london(2026, 3, 28))

    assert slot.due_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert next_slot(weekly, after=slot.due_at).day == date(2026, 4, 5)


def test_an_hour_that_comes_twice_is_due_once():
    weekly = schedule(Cadence.WEEKLY, Weekday.SUNDAY, at=time(1, 30))

    slot = next_slot(weekly, after=london(2026, 10, 24))

    assert slot.due_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_slot(weekly, after=slot.due_at).day == date(2026, 11, 1)


def test_every_second_week_keeps_its_step_over_a_year_of_53_weeks():
    fortnightly = schedule(Cadence.FORTNIGHTLY, Weekday.THURSDAY, starts_on=date(2026, 11, 30))
    at, days = london(2026, 12, 1), []
    for _ in range(4):
        slot = next_slot(fortnightly, after=at)
        days.append(slot.day)
        at = slot.due_at

    assert days == [date(2026, 12, 3), date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 14)]


def test_nothing_is_due_before_the_first_day():
    weekly = schedule(Cadence.WEEKLY, Weekday.MONDAY, starts_on=date(2027, 6, 1))

    assert next_slot(weekly, after=london(2026, 11, 1)).day == date(2027, 6, 7)
    assert latest_slot(weekly, at=london(2027, 6, 6, 23, 59)) is None


def test_after_weeks_off_the_latest_slot_is_the_one_that_counts():
    weekly = schedule(Cadence.WEEKLY, Weekday.TUESDAY)

    assert latest_slot(weekly, at=london(2026, 11, 26, 12)).day == date(2026, 11, 24)
    assert latest_slot(weekly, at=london(2026, 11, 24, 9, 29)).day == date(2026, 11, 17)
    assert latest_slot(weekly, at=london(2026, 11, 24, 9, 30)).day == date(2026, 11, 24)


@pytest.mark.parametrize("cadence", list(Cadence))
def test_the_latest_and_the_next_slot_have_nothing_between_them(cadence):
    plan = schedule(cadence, Weekday.WEDNESDAY, WeekOfMonth.LAST)
    at = london(2026, 3, 1)
    for _ in range(200):
        latest, following = latest_slot(plan, at=at), next_slot(plan, after=at)
        assert latest.due_at <= at < following.due_at
        assert next_slot(plan, after=latest.due_at) == following
        at += timedelta(hours=41)


def test_a_slot_is_named_by_its_local_day_even_when_the_day_differs_in_utc():
    early = schedule(Cadence.WEEKLY, Weekday.TUESDAY, at=time(0, 15))

    slot = next_slot(early, after=london(2026, 7, 1))

    assert slot.name == "2026-07-07"
    assert slot.due_at == datetime(2026, 7, 6, 23, 15, tzinfo=UTC)
