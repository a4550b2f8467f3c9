"""The helpline on a page that was kept: what the server writes ahead, what the page does."""

import gzip
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import expect

from content.helpline import Helpline
from content.opening import TURNS_AHEAD_DAYS, Closure, Hours, opening, turns
from content.timetable import week
from tests.browser import chromium
from tests.look.site import serving

WEEKDAYS = [Hours(day, time(9), time(17)) for day in range(5)]
WITH_A_LUNCH_BREAK = [
    Hours(day, *stretch)
    for day in (0, 2, 6)
    for stretch in ((time(0), time(1, 30)), (time(13), time(17)))
]
CHRISTMAS = Closure(date(2026, 12, 24), date(2027, 1, 1), "Closed for Christmas")
BANK_HOLIDAY = Closure(date(2026, 11, 25), date(2026, 11, 25))


def at(*moment):
    """A moment in UTC; in winter that is London's time."""
    return datetime(*moment, tzinfo=UTC)


def said(found):
    return [(turn.at.strftime("%d %H:%M"), turn.words) for turn in found]


def test_the_words_turn_at_opening_closing_and_midnight():
    assert said(turns(WEEKDAYS, at=at(2026, 11, 23, 10)))[:5] == [
        ("23 17:00", "Opens tomorrow, 9 am"),
        ("24 00:00", "Opens at 9 am today"),
        ("24 09:00", "Open now, until 5 pm"),
        ("24 17:00", "Opens tomorrow, 9 am"),
        ("25 00:00", "Opens at 9 am today"),
    ]


def test_a_bank_holiday_is_a_turn_by_itself():
    found = said(turns(WEEKDAYS, [BANK_HOLIDAY], at=at(2026, 11, 24, 10)))

    assert found[:3] == [
        ("24 17:00", "Opens Thursday, 9 am"),
        ("25 00:00", "Opens tomorrow, 9 am"),
        ("26 00:00", "Opens at 9 am today"),
    ]


def test_the_last_turn_says_that_nothing_more_is_known():
    last = turns(WEEKDAYS, at=at(2026, 11, 23, 10))[-1]

    assert (last.words, last.is_open) == ("", False)
    assert last.at == at(2026, 11, 23) + timedelta(days=TURNS_AHEAD_DAYS)


def test_no_turn_repeats_the_one_before():
    words = [turn.words for turn in turns(WEEKDAYS, [CHRISTMAS], at=at(2026, 12, 22, 10))]

    assert all(one != following for one, following in pairwise(words))


def test_without_hours_nothing_turns():
    assert turns([], at=at(2026, 11, 23, 10)) == []


@pytest.mark.parametrize("hours", [WEEKDAYS, WITH_A_LUNCH_BREAK], ids=["weekdays", "stretches"])
@pytest.mark.parametrize(
    "start",
    [
        at(2026, 3, 26, 10, 7),  # the clocks go forward on 29 March
        at(2026, 10, 22, 10, 7),  # and back on 25 October
        at(2026, 12, 21, 23, 59),
    ],
)
def test_a_kept_page_says_at_every_quarter_what_a_fresh_one_would(hours, start):
    coming = turns(hours, [CHRISTMAS], at=start)
    now = opening(hours, [CHRISTMAS], at=start)
    moment = start

    while moment < coming[-1].at:
        passed = [turn for turn in coming if turn.at <= moment]
        kept = passed[-1] if passed else now
        fresh = opening(hours, [CHRISTMAS], at=moment)
        assert (kept.words, kept.is_open) == (fresh.words, fresh.is_open), moment
        moment += timedelta(minutes=15)


# In a browser, with its clock in our hands.

MONDAY_TEN = at(2026, 11, 23, 10)


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(browser):
    """A page written on Monday at ten, and looked at later."""
    helpline = Helpline(
        number="08081 570 123",
        is_open=True,
        opening_label="Open now, until 5 pm",
        turns=tuple(turns(WEEKDAYS, at=MONDAY_TEN)),
        week=week(WEEKDAYS, at=MONDAY_TEN),
    )
    header = render_to_string("components/helpline-tab.html", {"helpline": helpline})
    card = render_to_string("components/helpline.html", {"helpline": helpline})
    html = f"<!doctype html><html lang=en><title>Kept</title>{header}{card}"
    contexts = []
    with serving({"/": html}) as address:

        def open_at(moment, **options):
            context = browser.new_context(timezone_id="America/New_York", **options)
            contexts.append(context)
            page = context.new_page()
            page.clock.install(time=moment)
            page.goto(address)
            return Thing(
                page=page,
                tab=page.locator(".helpline-tab__open"),
                card=page.locator(".helpline-card__open"),
                today=page.locator("th[aria-current=date]"),
            )

        yield open_at
    for context in contexts:
        context.close()


def test_a_fresh_page_says_what_the_server_wrote(opened):
    page = opened(MONDAY_TEN)

    expect(page.tab).to_have_text("Open now, until 5 pm")
    expect(page.today).to_have_text("Monday")


def test_a_page_kept_overnight_says_what_is_true_now(opened):
    page = opened(at(2026, 11, 24, 7))

    for label in (page.tab, page.card):
        expect(label).to_have_text("Opens at 9 am today")
        expect(label).to_have_attribute("data-closed", "")
    expect(page.today).to_have_text("Tuesday")


def test_an_open_tab_turns_when_the_hour_comes(opened):
    page = opened(at(2026, 11, 24, 8, 58))
    expect(page.tab).to_have_text("Opens at 9 am today")

    page.page.clock.run_for(3 * 60 * 1000)

    expect(page.tab).to_have_text("Open now, until 5 pm")
    expect(page.tab).not_to_have_attribute("data-closed", "")


def test_a_tab_that_was_asleep_is_put_right_when_looked_at(opened):
    page = opened(MONDAY_TEN)
    page.page.clock.set_system_time(at(2026, 11, 23, 18))
    expect(page.tab).to_have_text("Open now, until 5 pm")

    page.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.tab).to_have_text("Opens tomorrow, 9 am")


def test_a_page_too_old_to_know_says_nothing(opened):
    page = opened(at(2026, 12, 20, 12))

    expect(page.tab).to_have_count(0)
    expect(page.card).to_have_count(0)


def test_without_a_script_the_words_of_the_server_and_the_hours_remain(opened):
    page = opened(MONDAY_TEN, java_script_enabled=False)

    expect(page.tab).to_have_text("Open now, until 5 pm")
    expect(page.page.get_by_role("row", name="Wednesday 9 am to 5 pm")).to_be_visible()


def test_the_script_weighs_less_than_a_kilobyte():
    script = Path(settings.BASE_DIR, "static/js/helpline.js").read_bytes()

    assert len(gzip.compress(script)) < 1000
