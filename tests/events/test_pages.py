"""What readers see of an event."""

from decimal import Decimal

import pytest
import time_machine

from content.models import Listable, Organisation
from events.enums import EventStatus
from tests.factories.events import date_block, local, published
from tests.factories.taxonomy import EventFormatFactory, EventLevelFactory, RoleFactory

pytestmark = pytest.mark.django_db

NOW = local(2026, 11, 2, 9)
OVER = (local(2026, 10, 7, 16), local(2026, 10, 7, 17))
FIRST = (local(2026, 12, 9, 16), local(2026, 12, 9, 17, 30))
SECOND = (local(2027, 1, 13, 16), local(2027, 1, 13, 17, 30))


@pytest.fixture(autouse=True)
def on_a_monday_in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def show(client, event):
    answer = client.get(event.url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_answers_when_where_for_whom_and_what_it_counts_as(client, index):
    event = published(
        parent=index,
        level=EventLevelFactory(label="Introductory"),
        cpd_hours=Decimal("1.5"),
        joining_note="Link by e-mail the day before",
        price="Free",
        organiser=Organisation.objects.create(name="Example Training Desk"),
        roles=[RoleFactory(label="Front-line practitioner")],
        dates=[date_block(*FIRST, capacity=60), date_block(*SECOND)],
    )

    page = show(client, event)

    for words in (
        "Wednesday 9 December 2026, 4 to 5.30 pm",
        "and 1 more date",
        "Link by e-mail the day before",
        "Front-line practitioner",
        "Introductory",
        "1.5 CPD hours",
        "Example Training Desk",
        "60 places",
        "Training, online",
    ):
        assert words in page


def test_a_place_and_the_internet_are_both_named(index):
    hybrid = EventFormatFactory(label="In person and online", slug="hybrid")

    event = published(parent=index, format=hybrid, venue="Town Hall, Sampleton")

    assert event.place == "Town Hall, Sampleton, and online"


def test_booking_leads_to_the_other_site_until_the_deadline(client, index):
    event = published(
        parent=index,
        booking_url="https://booking.example.org/talk",
        booking_deadline=local(2026, 12, 8, 12),
    )

    page = show(client, event)
    assert 'href="https://booking.example.org/talk"' in page
    assert "Book by Tuesday 8 December 2026, noon." in page

    with time_machine.travel(local(2026, 12, 8, 12)):
        page = show(client, event)
    assert "Booking has closed." in page
    assert "booking.example.org" not in page


def test_without_a_booking_site_the_contact_is_named(client, index):
    event = published(
        parent=index, contact_name="Example Training Desk", contact_email="training@example.org"
    )

    page = show(client, event)

    assert 'href="mailto:training@example.org"' in page
    assert "Take part" in page


@pytest.mark.parametrize("status", [EventStatus.POSTPONED, EventStatus.CANCELLED])
def test_an_event_called_off_says_so_in_title_and_text_and_takes_no_bookings(client, index, status):
    event = published(
        parent=index,
        title="Talk",
        status=status,
        status_note="The trainer is ill.",
        booking_url="https://booking.example.org/talk",
    )

    page = show(client, event)

    assert f"<title>{status.label}: Talk" in page
    assert f"This event is {status.label.lower()}" in page
    assert "The trainer is ill." in page
    assert "date--off" in page
    assert "booking.example.org" not in page


def test_an_event_that_is_over_shows_what_is_left_of_it(client, index):
    event = published(
        parent=index,
        dates=[date_block(*OVER)],
        booking_url="https://booking.example.org/talk",
        materials=[("text", "<p>The words of the talk.</p>")],
    )

    page = show(client, event)

    assert "This event has taken place" in page
    assert "The words of the talk." in page
    assert "booking.example.org" not in page
    assert "Add to calendar" not in page


def test_only_what_is_to_come_is_listed_while_something_is(client, index):
    event = published(parent=index, dates=[date_block(*OVER), date_block(*FIRST)])

    page = show(client, event)

    assert "7 October" not in page
    assert "9 December" in page


def test_a_record_without_a_date_says_that_it_is_one(client, index):
    event = published(parent=index, dates=[], format=None, is_recorded_afterwards=True)

    page = show(client, event)

    assert "Date not recorded" in page
    assert "Historical" in page
    assert "This event has taken place" in page


def test_sample_content_is_marked(client, index):
    assert "Sample content" in show(client, published(parent=index, is_sample=True))


def test_typed_text_cannot_become_markup(client, index):
    event = published(parent=index, title="<script>alert(1)</script>", venue="<b>Hall</b>")

    page = show(client, event)

    assert "<script>alert" not in page
    assert "<b>Hall" not in page


def test_a_preview_shows_the_dates_that_were_typed(index, rf):
    event = published(parent=index)
    event.dates = [date_block(*SECOND)]

    answer = event.make_preview_request()

    assert "Wednesday 13 January 2027" in answer.render().content.decode()


def test_a_draft_without_anything_can_be_previewed(index):
    event = published(parent=index)
    event.dates, event.format, event.summary = [], None, ""

    assert event.make_preview_request().render().status_code == 200


def test_an_event_is_news_of_its_own_section(index):
    event = published(parent=index, cpd_hours=Decimal("1.0"))

    assert isinstance(event, Listable)
    assert (event.news_section, event.kind_icon, event.kind_label) == (
        "events",
        "event",
        "Training",
    )
    assert event.facts == ["Wednesday 9 December 2026, 4 to 5.30 pm", "Online", "1 CPD hour"]
    assert event.starts_at == FIRST[0]


def test_it_is_worth_announcing_until_its_last_date_ends(index):
    event = published(parent=index, dates=[date_block(*FIRST), date_block(*SECOND)])

    assert event.is_current(local(2027, 1, 13, 17, 29))
    assert not event.is_current(SECOND[1])


@pytest.mark.parametrize("status", [EventStatus.POSTPONED, EventStatus.CANCELLED])
def test_what_is_called_off_is_not_announced(index, status):
    event = published(parent=index, status=status, status_note="The trainer is ill.")

    assert not event.is_current(NOW)
    assert event.facts[0] == status.label


def test_if_every_date_is_cancelled_the_page_says_so_and_nothing_is_announced(client, index):
    event = published(
        parent=index,
        dates=[date_block(*FIRST, is_cancelled=True)],
        booking_url="https://booking.example.org/talk",
    )

    assert not event.is_current(NOW)
    assert event.facts[0] == "Cancelled"
    page = show(client, event)
    assert "Every date to come is cancelled" in page
    assert "booking.example.org" not in page


def test_what_is_on_demand_stays_news_and_a_record_never_is(index):
    on_demand = published(parent=index, dates=[])
    record = published(parent=index, dates=[], is_recorded_afterwards=True)

    assert on_demand.is_current(NOW)
    assert on_demand.starts_at is None
    assert not record.is_current(NOW)


def test_a_cancelled_date_does_not_stand_for_an_event_that_has_another(index):
    event = published(
        parent=index, dates=[date_block(*FIRST, is_cancelled=True), date_block(*SECOND)]
    )

    assert event.starts_at == SECOND[0]


def test_a_page_costs_no_more_queries_for_many_dates(client, index, django_assert_max_num_queries):
    dates = [date_block(local(2027, 1, day, 16), local(2027, 1, day, 17)) for day in range(1, 29)]
    event = published(
        parent=index, dates=dates, roles=[RoleFactory(), RoleFactory()], level=EventLevelFactory()
    )
    show(client, event)

    with django_assert_max_num_queries(25):
        show(client, event)
