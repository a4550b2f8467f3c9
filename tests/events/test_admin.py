"""An editor writes, publishes, moves and calls off an event in the admin."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from events.models import Session, TrainingEventPage
from tests.factories.events import LONDON, TrainingEventPageFactory, date_block, local, published
from tests.factories.taxonomy import EventFormatFactory

pytestmark = pytest.mark.django_db

NOW = local(2026, 11, 2, 9)
TO_COME = ("2026-12-09 16:00", "2026-12-09 17:30")
OVER = ("2026-10-07 16:00", "2026-10-07 17:30")


@pytest.fixture(autouse=True)
def on_a_monday_in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def add_address(index):
    return reverse("wagtailadmin_pages:add", args=["events", "trainingeventpage", index.pk])


def dates(*spans, uids=()):
    """What the form sends for dates."""
    facts = {"capacity": "24", "note": "bring lunch"}
    sent = streamfield(
        [("date", {"starts": starts, "ends": ends} | facts) for starts, ends in spans]
    )
    for number, uid in enumerate(uids):
        sent[str(number)]["id"] = uid
    return sent


def form(online, **fields):
    """A complete form, as the browser sends it."""
    data = {
        "title": "Commissioners’ round table",
        "slug": "round-table",
        "summary": "What would it take to know our own numbers?",
        "status": "scheduled",
        "status_note": "",
        "format": str(online.pk),
        "dates": dates(TO_COME),
        "body": streamfield([]),
        "materials": streamfield([]),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    return nested_form_data(data | fields)


def edit(client, event, online, **fields):
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    return client.post(address, form(online, slug=event.slug, **fields))


def words(answer):
    """What the page says, without its marks."""
    return re.sub(r"\s+", " ", answer.content.decode())


def test_publishing_an_event_makes_its_sessions(admin_client, add_address, online):
    answer = admin_client.post(
        add_address, form(online, dates=dates(TO_COME, ("2027-01-13 16:00", "2027-01-13 17:30")))
    )

    assert answer.status_code == 302
    event = TrainingEventPage.objects.get()
    assert event.live
    assert [session.starts_at for session in event.sessions.all()] == [
        local(2026, 12, 9, 16),
        local(2027, 1, 13, 16),
    ]
    assert event.sessions.first().capacity == 24


def test_a_time_in_summer_is_taken_as_summer_time(admin_client, add_address, online):
    admin_client.post(
        add_address, form(online, dates=dates(("2027-07-07 16:00", "2027-07-07 17:00")))
    )

    starts_at = Session.objects.get().starts_at
    assert starts_at.utctimetuple().tm_hour == 15
    assert starts_at.astimezone(LONDON).hour == 16


def test_an_hour_that_the_clock_leaves_out_is_refused(admin_client, add_address, online):
    answer = admin_client.post(
        add_address, form(online, dates=dates(("2027-03-28 01:30", "2027-03-28 03:30")))
    )

    assert "be interpreted in time zone Europe/London" in words(answer)
    assert not TrainingEventPage.objects.exists()


def test_editing_and_publishing_again_keeps_the_sessions(admin_client, add_address, online):
    uid = str(uuid4())
    admin_client.post(add_address, form(online, dates=dates(TO_COME, uids=[uid])))
    event = TrainingEventPage.objects.get()
    session = event.sessions.get()

    moved = ("2026-12-10 10:00", "2026-12-10 11:30")
    answer = edit(admin_client, event, online, title="Moved", dates=dates(moved, uids=[uid]))

    assert answer.status_code == 302
    after = Session.objects.get()
    assert (after.pk, after.starts_at) == (session.pk, local(2026, 12, 10, 10))
    assert TrainingEventPage.objects.get().title == "Moved"


def test_saving_a_draft_moves_nothing_that_readers_rely_on(admin_client, add_address, online):
    uid = str(uuid4())
    admin_client.post(add_address, form(online, dates=dates(TO_COME, uids=[uid])))
    event = TrainingEventPage.objects.get()
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    data = form(
        online,
        slug=event.slug,
        dates=dates(("2026-12-24 10:00", "2026-12-24 11:00"), uids=[uid]),
    )
    del data["action-publish"]

    admin_client.post(address, data)

    assert Session.objects.get().starts_at == local(2026, 12, 9, 16)


def test_postponing_is_shown_and_calls_the_date_off(admin_client, client, index, online):
    event = published(parent=index)

    answer = edit(
        admin_client,
        event,
        online,
        status="postponed",
        status_note="The trainer is ill.",
        dates=dates(TO_COME, uids=[event.dates[0].id]),
    )

    assert answer.status_code == 302
    assert Session.objects.get().is_cancelled
    page = words(client.get(event.url))
    assert "This event is postponed" in page
    assert "The trainer is ill." in page


def test_calling_off_without_a_word_is_refused(admin_client, index, online):
    event = published(parent=index)

    answer = edit(admin_client, event, online, status="cancelled")

    assert "Say why, and what it means for those who booked." in words(answer)
    assert not Session.objects.get().is_cancelled


def test_past_dates_are_refused_and_nothing_typed_is_lost(admin_client, add_address, online):
    answer = admin_client.post(add_address, form(online, dates=dates(OVER)))

    page = words(answer)
    assert "Every date is in the past." in page
    assert "if the event has already taken place." in page
    assert "Commissioners’ round table" in page
    assert "2026-10-07 16:00" in page
    assert "bring lunch" in page
    assert not TrainingEventPage.objects.exists()


def test_an_event_recorded_afterwards_may_be_past(admin_client, add_address, online):
    answer = admin_client.post(
        add_address, form(online, dates=dates(OVER), is_recorded_afterwards="on")
    )

    assert answer.status_code == 302
    assert Session.objects.get().ends_at < NOW


def test_one_past_date_among_others_is_no_mistake(admin_client, add_address, online):
    answer = admin_client.post(add_address, form(online, dates=dates(OVER, TO_COME)))

    assert answer.status_code == 302


def test_an_event_that_is_over_can_still_be_corrected(admin_client, index, online):
    with time_machine.travel(local(2026, 9, 1, 9)):
        event = published(
            parent=index, dates=[date_block(local(2026, 10, 7, 16), local(2026, 10, 7, 17))]
        )

    answer = edit(
        admin_client,
        event,
        online,
        title="Now with slides",
        dates=dates(OVER, uids=[event.dates[0].id]),
    )

    assert answer.status_code == 302
    assert TrainingEventPage.objects.get().title == "Now with slides"


def test_an_end_before_its_start_is_named_at_its_field(admin_client, add_address, online):
    answer = admin_client.post(
        add_address, form(online, dates=dates(("2026-12-09 17:30", "2026-12-09 16:00")))
    )

    assert "The end must come after the start." in words(answer)
    assert "2026-12-09 17:30" in words(answer)


def test_an_event_needs_a_date(admin_client, add_address, online):
    answer = admin_client.post(add_address, form(online, dates=streamfield([])))

    assert "Add at least one date." in words(answer)


def test_an_event_on_demand_needs_no_date(admin_client, add_address):
    on_demand = EventFormatFactory(label="On demand", slug="on-demand")

    answer = admin_client.post(add_address, form(on_demand, dates=streamfield([])))

    assert answer.status_code == 302
    assert TrainingEventPage.objects.get().live


def test_the_deadline_comes_before_the_event(admin_client, add_address, online):
    answer = admin_client.post(add_address, form(online, booking_deadline="2026-12-09 16:01"))

    assert "The deadline must come before the last date starts." in words(answer)


def test_a_draft_may_be_incomplete(admin_client, add_address, online):
    data = form(online, summary="", format="", dates=dates(OVER), status="cancelled")
    del data["action-publish"]

    answer = admin_client.post(add_address, data)

    assert answer.status_code == 302
    event = TrainingEventPage.objects.get()
    assert not event.live
    assert not Session.objects.exists()


def test_the_form_offers_no_retired_format(admin_client, add_address, online):
    EventFormatFactory(label="By telegraph", slug="telegraph", is_retired=True)

    page = words(admin_client.get(add_address))

    assert "Online" in page
    assert "By telegraph" not in page


def test_a_retired_format_stays_on_the_page_that_has_it(admin_client, index):
    retired = EventFormatFactory(label="By telegraph", slug="telegraph", is_retired=True)
    event = TrainingEventPageFactory(parent=index, format=retired)

    page = words(admin_client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])))

    assert "By telegraph (retired)" in page
