"""The helpline's hours and closures, and where readers find them."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.core.management import call_command

from content.models import SiteIdentity
from content.opening import Closure, Hours
from content.timetable import days_closed, in_words, week
from tests.factories.content import identity
from tests.factories.pages import home_page, standard_page

WEEKDAYS = [Hours(day, time(9), time(17)) for day in range(5)]
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_every_weekday_has_a_line_and_todays_is_marked():
    lines = week(WEEKDAYS, at=TUESDAY)

    assert [line.label for line in lines][::6] == ["Monday", "Sunday"]
    assert [line.label for line in lines if line.is_today] == ["Tuesday"]
    assert (lines[0].value, lines[6].value) == ("9 am to 5 pm", "Closed")


def test_today_is_londons_today():
    almost_midnight = datetime(2026, 7, 6, 23, 30, tzinfo=UTC)

    assert [line.label for line in week(WEEKDAYS, at=almost_midnight) if line.is_today] == [
        "Tuesday"
    ]


def test_two_stretches_of_a_day_are_one_line():
    hours = [Hours(0, time(13), time(16, 30)), Hours(0, time(9), time(12))]

    assert week(hours, at=TUESDAY)[0].value == "9 am to noon and 1 pm to 4.30 pm"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(5), ("Monday to Friday, 9 am to 5 pm",)),
        ((0, 1, 2, 4), ("Monday to Wednesday, 9 am to 5 pm", "Friday, 9 am to 5 pm")),
        ((), ()),
    ],
)
def test_days_with_the_same_hours_are_said_together(days, words):
    assert in_words([Hours(day, time(9), time(17)) for day in days]) == words


def test_other_hours_are_another_line():
    assert in_words([*WEEKDAYS, Hours(5, time(10), time(12))]) == (
        "Monday to Friday, 9 am to 5 pm",
        "Saturday, 10 am to noon",
    )


def test_closures_are_announced_in_time_and_forgotten_when_over():
    christmas = Closure(date(2026, 12, 24), date(2027, 1, 1), "Closed for Christmas")
    today = Closure(date(2026, 11, 24), date(2026, 11, 24))
    over = Closure(date(2026, 11, 1), date(2026, 11, 23))
    far = Closure(date(2027, 5, 3), date(2027, 5, 3))

    lines = days_closed([far, christmas, over, today], at=TUESDAY)

    assert [(line.label, line.value) for line in lines] == [
        ("Tuesday 24 November", "Closed"),
        ("Thursday 24 December to Friday 1 January", "Closed for Christmas"),
    ]


@pytest.mark.django_db
def test_the_hours_stand_at_the_foot_of_every_page(client):
    home_page()
    identity()

    foot = client.get("/").content.decode().partition("<footer")[2]

    assert "Monday to Friday, 9 am to 5 pm" in foot
    assert 'href="tel:+448081570123"' in foot


@pytest.mark.django_db
def test_the_page_about_the_helpline_shows_the_week(client):
    page = standard_page(home_page(), "Helpline")
    identity(helpline_page=page)

    html = client.get(page.url).content.decode()

    assert html.count("data-weekday=") == 7
    assert html.count('aria-current="date"') == 1
    assert f'<a href="{page.url}">About the helpline</a>' in html


@pytest.mark.django_db
def test_the_helpline_stands_in_the_same_place_on_every_page(client):
    call_command("bootstrap_site", verbosity=0)
    SiteIdentity.objects.update(helpline_number="08081 570 123")

    places = {}
    for address in (
        "/",
        "/about/",
        "/library/",
        "/events/",
        "/join/",
        "/sign-in/",
        "/search/",
        "/staying-safe/",
        "/nowhere/",
    ):
        html = client.get(address).content.decode()
        marks = re.findall(r'class="(brand|helpline-tab|menu-button|site-nav)"|<(main)', html)
        places[address] = [first or second for first, second in marks][:5]

    assert set(map(tuple, places.values())) == {
        ("brand", "helpline-tab", "menu-button", "site-nav", "main")
    }, places
