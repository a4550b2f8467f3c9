"""How we say when something takes place."""

from uuid import uuid4

import pytest

from events.sittings import Sitting, hours, moment_words
from tests.factories.events import local


def sitting(starts_at, ends_at, **fields):
    return Sitting(starts_at=starts_at, ends_at=ends_at, uid=uuid4(), **fields)


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ((16, 0), (17, 30), "4 to 5.30 pm"),
        ((9, 30), (11, 0), "9.30 to 11 am"),
        ((9, 30), (16, 0), "9.30 am to 4 pm"),
        ((10, 0), (12, 0), "10 am to noon"),
        ((12, 0), (13, 30), "noon to 1.30 pm"),
    ],
)
def test_the_half_of_the_day_is_said_once_if_it_is_the_same(starts, ends, said):
    assert hours(local(2026, 12, 9, *starts), local(2026, 12, 9, *ends)) == said


def test_an_event_of_two_days_says_both():
    said = hours(local(2026, 12, 9, 16), local(2026, 12, 10, 12))

    assert said == "4 pm to Thursday 10 December 2026, noon"


def test_times_are_those_of_the_clock_in_summer_and_in_winter():
    summer = sitting(local(2026, 10, 24, 16), local(2026, 10, 24, 17))
    winter = sitting(local(2026, 10, 25, 16), local(2026, 10, 25, 17))

    assert summer.starts_at.utctimetuple().tm_hour == 15
    assert winter.starts_at.utctimetuple().tm_hour == 16
    assert summer.hours == winter.hours == "4 to 5 pm"
    assert summer.words == "Saturday 24 October 2026, 4 to 5 pm"


def test_a_late_evening_in_summer_is_still_that_day():
    late = sitting(local(2026, 7, 1, 0, 30), local(2026, 7, 1, 1))

    assert late.starts_at.utctimetuple().tm_mday == 30
    assert (late.day.month, late.day.day) == (7, 1)


def test_it_is_over_in_the_minute_in_which_it_ends():
    date = sitting(local(2026, 12, 9, 16), local(2026, 12, 9, 17, 30))

    assert not date.is_over(local(2026, 12, 9, 17, 29))
    assert date.is_over(local(2026, 12, 9, 17, 30))


def test_a_deadline_says_day_and_time():
    assert moment_words(local(2026, 12, 8, 12)) == "Tuesday 8 December 2026, noon"


@pytest.mark.parametrize(("capacity", "said"), [(None, ""), (1, "1 place"), (24, "24 places")])
def test_places_are_counted_in_words(capacity, said):
    date = sitting(local(2026, 12, 9, 16), local(2026, 12, 9, 17), capacity=capacity)

    assert date.places == said
