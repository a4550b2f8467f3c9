"""An event as search engines read it."""

import pytest
import time_machine

from content.models import Organisation
from events.enums import EventStatus
from events.schema import events
from tests.factories.events import date_block, local, published
from tests.factories.taxonomy import EventFormatFactory, RoleFactory
from tests.head import given_to, things_of

pytestmark = pytest.mark.django_db

NOW = local(2026, 6, 2, 9)
OVER = (local(2026, 5, 7, 16), local(2026, 5, 7, 17))
SUMMER = (local(2026, 7, 9, 16), local(2026, 7, 9, 17, 30))
WINTER = (local(2026, 12, 9, 16), local(2026, 12, 9, 17, 30))
PAGE = "https://hub.example.org/events/talk/"
WORDS = "https://schema.org/"


@pytest.fixture(autouse=True)
def on_a_tuesday_in_june():
    with time_machine.travel(NOW, tick=False):
        yield


def said_of(event):
    return events(event, address=PAGE, at=NOW)


def test_each_date_is_an_event_with_the_offset_of_its_season(client, index):
    event = published(
        parent=index, title="Talk", dates=[date_block(*SUMMER, capacity=24), date_block(*WINTER)]
    )

    first, second = things_of(client, event.url, "EducationEvent")

    assert first["name"] == second["name"] == "Talk"
    assert first["startDate"] == "2026-07-09T16:00:00+01:00"
    assert first["endDate"] == "2026-07-09T17:30:00+01:00"
    assert second["startDate"] == "2026-12-09T16:00:00+00:00"
    assert first["maximumAttendeeCapacity"] == 24
    assert first["eventStatus"] == f"{WORDS}EventScheduled"
    assert first["@id"] != second["@id"]
    assert first["organizer"]["@id"].endswith("#organisation")


def test_what_is_over_is_left_out_while_something_is_to_come(index):
    event = published(parent=index, dates=[date_block(*OVER), date_block(*SUMMER)])

    assert [said["startDate"][:10] for said in said_of(event)] == ["2026-07-09"]


def test_what_has_no_date_is_no_event(index):
    assert said_of(published(parent=index, dates=[])) == []


@pytest.mark.parametrize(
    ("slug", "venue", "mode", "places"),
    [
        ("online", "", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("in-person", "Town Hall", "OfflineEventAttendanceMode", ["Place"]),
        ("hybrid", "Town Hall", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_it_says_where_one_can_take_part(index, slug, venue, mode, places):
    event = published(parent=index, format=EventFormatFactory(slug=slug), venue=venue)

    (said,) = said_of(event)

    assert said["eventAttendanceMode"] == WORDS + mode
    assert [place["@type"] for place in said["location"]] == places
    for place in said["location"]:
        assert place.get("name", PAGE) in {"Town Hall", PAGE}


@pytest.mark.parametrize(
    ("status", "word"),
    [(EventStatus.POSTPONED, "EventPostponed"), (EventStatus.CANCELLED, "EventCancelled")],
)
def test_an_event_called_off_says_so_and_offers_nothing(index, status, word):
    event = published(parent=index, status=status, status_note="Ill.", price="Free")

    (said,) = said_of(event)

    assert said["eventStatus"] == WORDS + word
    assert "offers" not in said


def test_one_cancelled_date_does_not_cancel_the_others(index):
    event = published(
        parent=index,
        price="Free",
        dates=[date_block(*SUMMER, is_cancelled=True), date_block(*WINTER)],
    )

    off, on = said_of(event)

    assert (off["eventStatus"], on["eventStatus"]) == (
        f"{WORDS}EventCancelled",
        f"{WORDS}EventScheduled",
    )
    assert "offers" not in off
    assert on["offers"]["price"] == "0"


@pytest.mark.parametrize(
    ("words", "price"),
    [
        ("Free", "0"),
        ("£35 a team", "35"),
        ("£1,250.50 for a school", "1250.50"),
        ("£35, or £20 for charities", None),
        ("Free for members, others £20", None),
        ("Ask us", None),
        ("", None),
    ],
)
def test_an_offer_is_made_only_where_one_price_is_known(index, words, price):
    event = published(parent=index, price=words, booking_url="https://booking.example.org/talk")

    (said,) = said_of(event)

    offer = said.get("offers", {})
    assert offer.get("price") == price
    if price:
        assert offer["priceCurrency"] == "GBP"
        assert offer["url"] == "https://booking.example.org/talk"


def test_nothing_is_offered_once_booking_has_closed(index):
    event = published(parent=index, price="Free", booking_deadline=NOW)

    assert "offers" not in said_of(event)[0]


def test_the_organiser_is_named_and_a_sample_says_that_it_is_one(index):
    organiser = Organisation.objects.create(name="Training Desk", website="https://example.org")
    event = published(parent=index, organiser=organiser, is_sample=True)

    (said,) = said_of(event)

    assert said["organizer"] == {
        "@type": "Organization",
        "name": "Training Desk",
        "url": "https://example.org",
    }
    assert "made up" in said["disambiguatingDescription"]


def test_saying_it_costs_no_query(client, index, django_assert_num_queries):
    organiser = Organisation.objects.create(name="Training Desk")
    event = published(
        parent=index, organiser=organiser, roles=[RoleFactory()], dates=[date_block(*SUMMER)]
    )
    context = given_to(client, event.url)
    page = context["page"]

    with django_assert_num_queries(0):
        page.structured_data(context | {"address": PAGE})
