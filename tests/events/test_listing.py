"""The list of dates: to come by month, past on request."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.enums import EventStatus
from tests.factories.events import TrainingEventPageFactory, date_block, local, published

pytestmark = pytest.mark.django_db

NOW = local(2026, 11, 2, 9)
OVER = (local(2026, 10, 7, 16), local(2026, 10, 7, 17))
LONG_OVER = (local(2026, 9, 2, 16), local(2026, 9, 2, 17))
FIRST = (local(2026, 12, 9, 16), local(2026, 12, 9, 17, 30))
SECOND = (local(2027, 1, 13, 16), local(2027, 1, 13, 17, 30))


@pytest.fixture(autouse=True)
def on_a_monday_in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def show(client, query=""):
    answer = client.get(f"/events/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows(page):
    return re.findall(r'class="event-row__title"><a href="[^"]*">([^<]*)</a>', page)


def test_dates_to_come_stand_in_order_under_their_month(client, index):
    published(parent=index, title="Round table", dates=[date_block(*SECOND)])
    published(parent=index, title="Introduction", dates=[date_block(*FIRST)])

    page = show(client)

    assert rows(page) == ["Introduction", "Round table"]
    assert page.index("December 2026") < page.index("January 2027")
    assert "2 dates to come" in page


def test_an_event_that_repeats_stands_once_for_each_date(client, index):
    published(parent=index, title="Introduction", dates=[date_block(*FIRST), date_block(*SECOND)])

    assert rows(show(client)) == ["Introduction", "Introduction"]


def test_a_date_leaves_the_list_in_the_minute_it_ends(client, index):
    published(parent=index, title="Introduction", dates=[date_block(*FIRST)])

    with time_machine.travel(local(2026, 12, 9, 17, 29)):
        assert rows(show(client)) == ["Introduction"]
    with time_machine.travel(FIRST[1]):
        assert rows(show(client)) == []


def test_drafts_private_and_unpublished_events_are_not_listed(client, index):
    TrainingEventPageFactory(parent=index, title="Draft").save_revision()
    private = published(parent=index, title="Private")
    private.view_restrictions.create(restriction_type="login")
    published(parent=index, title="Withdrawn").unpublish()

    page = show(client)

    assert rows(page) == []
    assert "Private" not in page


def test_nothing_planned_says_so(client, index):
    page = show(client)

    assert "No events are planned at the moment" in page
    assert "when=past" not in page


def test_nothing_planned_leads_to_what_was(client, index):
    published(parent=index, title="Two schools", dates=[date_block(*OVER)])

    page = show(client)

    assert "No events are planned at the moment" in page
    assert 'href="?when=past"' in page
    assert "Missed one?" in page


def test_past_events_come_latest_first_and_once(client, index):
    published(parent=index, title="Long over", dates=[date_block(*LONG_OVER)])
    published(parent=index, title="Twice", dates=[date_block(*LONG_OVER), date_block(*OVER)])
    published(parent=index, title="To come again", dates=[date_block(*OVER), date_block(*FIRST)])

    page = show(client, "?when=past")

    assert rows(page) == ["Twice", "Long over"]
    assert "2 past events" in page
    assert "noindex" in page


def test_records_without_a_date_stand_below_the_past_ones(client, index):
    published(parent=index, title="Old course", dates=[], is_recorded_afterwards=True)

    assert "Old course" not in show(client)
    page = show(client, "?when=past")
    assert "Date not recorded" in page
    assert "Old course" in page


def test_what_is_to_be_had_at_any_time_stands_apart(client, index):
    published(parent=index, title="Short course", dates=[])

    page = show(client)

    assert rows(page) == []
    assert "At any time" in page
    assert "Short course" in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (EventStatus.CANCELLED, "Cancelled"),
        (EventStatus.POSTPONED, "Postponed: new date to come"),
    ],
)
def test_what_is_called_off_stays_in_the_list_and_says_so(client, index, status, words):
    published(parent=index, title="Talk", status=status, status_note="The trainer is ill.")

    page = show(client)

    assert rows(page) == ["Talk"]
    assert words in page
    assert "date--off" in page


def test_a_list_that_is_too_long_is_cut_into_pages(client, index):
    dates = [date_block(local(2027, 1, day, 16), local(2027, 1, day, 17)) for day in range(1, 26)]
    published(parent=index, title="Daily", dates=dates)

    first, second = show(client), show(client, "?page=2")

    assert (len(rows(first)), len(rows(second))) == (20, 5)
    assert "page 2 of 2" in second
    assert "25 dates to come" in first


@pytest.mark.parametrize("query", ["?page=nine", "?page=99", "?when=never", "?page=-1&when=past"])
def test_a_question_nobody_can_answer_gets_the_first_page(client, index, query):
    published(parent=index, title="Talk")

    assert client.get(f"/events/{query}").status_code == 200


def count_queries(client, query=""):
    with CaptureQueriesContext(connection) as queries:
        show(client, query)
    return len(queries)


def test_a_longer_list_costs_no_more_queries(client, index):
    for _ in range(2):
        published(parent=index, dates=[date_block(*FIRST)])
        published(parent=index, dates=[date_block(*OVER)])
        published(parent=index, dates=[])
    show(client)
    short = count_queries(client), count_queries(client, "?when=past")

    for _ in range(5):
        published(parent=index, dates=[date_block(*FIRST), date_block(*SECOND)])
        published(parent=index, dates=[date_block(*OVER)])
        published(parent=index, dates=[])
    long = count_queries(client), count_queries(client, "?when=past")

    assert long == short
    assert max(long) <= 25
