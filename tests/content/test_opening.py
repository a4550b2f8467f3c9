from datetime import UTC, date, datetime, time

import pytest

from content.opening import Closure, Hours, clock, opening

WEEKDAYS = [Hours(day, time(9), time(17)) for day in range(5)]
CHRISTMAS = Closure(date(2026, 12, 24), date(2027, 1, 1), "Closed for Christmas")


def at(*moment):
    """A moment in UTC; in winter that is London's time."""
    return datetime(*moment, tzinfo=UTC)


def test_it_is_open_from_the_first_minute_and_closed_at_the_last():
    assert opening(WEEKDAYS, at=at(2026, 11, 23, 9)).is_open
    assert opening(WEEKDAYS, at=at(2026, 11, 23, 16, 59)).is_open
    assert not opening(WEEKDAYS, at=at(2026, 11, 23, 17)).is_open
    assert not opening(WEEKDAYS, at=at(2026, 11, 23, 8, 59)).is_open


def test_open_says_until_when():
    assert opening(WEEKDAYS, at=at(2026, 11, 23, 10)).words == "Open now, until 5 pm"


def test_hours_are_london_hours_in_summer_too():
    assert opening(WEEKDAYS, at=at(2026, 7, 6, 8)).is_open
    assert not opening(WEEKDAYS, at=at(2026, 7, 6, 16)).is_open


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ((2026, 11, 23, 7), "Opens at 9 am today"),
        ((2026, 11, 23, 18), "Opens tomorrow, 9 am"),
        ((2026, 11, 27, 18), "Opens Monday, 9 am"),
        ((2026, 12, 23, 18), "Opens Monday 4 January, 9 am"),
    ],
)
def test_closed_says_when_it_opens_next(moment, words):
    assert opening(WEEKDAYS, [CHRISTMAS], at=at(*moment)).words == words


def test_a_closure_says_why_and_counts_its_last_day():
    state = opening(WEEKDAYS, [CHRISTMAS], at=at(2027, 1, 1, 10))

    assert not state.is_open
    assert state.words == "Closed for Christmas: opens Monday, 9 am"


def test_a_lunch_break_is_closed_and_says_when_it_is_over():
    hours = [Hours(0, time(9), time(12)), Hours(0, time(13), time(17))]

    assert opening(hours, at=at(2026, 11, 23, 12, 30)).words == "Opens at 1 pm today"


def test_always_closed_promises_nothing():
    forever = Closure(date(2026, 1, 1), date(2030, 1, 1))

    assert opening(WEEKDAYS, [forever], at=at(2026, 11, 23, 10)).words == "Closed"


def test_without_hours_nothing_is_known():
    assert opening([], at=at(2026, 11, 23, 10)) is None


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(9), "9 am"),
        (time(12), "noon"),
        (time(16, 30), "4.30 pm"),
        (time(0, 5), "12.05 am"),
    ],
)
def test_times_are_written_as_people_say_them(moment, words):
    assert clock(moment) == words
