"""Events in a reader's diary: what we give out is read back as another program would."""

from datetime import UTC, timedelta

import pytest
import time_machine
from icalendar import Calendar

from events.enums import EventStatus
from tests.factories.events import TrainingEventPageFactory, date_block, local, publish, published

pytestmark = pytest.mark.django_db

SUMMER = (local(2026, 10, 24, 16), local(2026, 10, 24, 17, 30))
WINTER = (local(2026, 10, 31, 16), local(2026, 10, 31, 17, 30))


@pytest.fixture
def event(index):
    return published(
        parent=index,
        title="Commissioners’ round table; one question, two answers",
        slug="round-table",
        venue="Town Hall, Sampleton",
        dates=[date_block(*SUMMER), date_block(*WINTER)],
    )


def fetch(client, event, name="calendar.ics"):
    return client.get(f"/events/{event.slug}/{name}")


def entries(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_it_comes_as_a_file_of_a_calendar(client, event):
    answer = fetch(client, event)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="round-table.ics"'


def test_words_with_commas_and_semicolons_come_back_as_they_were(client, event):
    entry = entries(fetch(client, event))[0]

    assert str(entry["SUMMARY"]) == event.title
    assert str(entry["LOCATION"]) == "Town Hall, Sampleton"
    assert entry["URL"] == event.full_url
    assert event.summary in entry["DESCRIPTION"]


def test_the_clock_shows_the_same_hour_on_both_sides_of_the_change(client, event):
    summer, winter = entries(fetch(client, event))

    assert [entry.start.hour for entry in (summer, winter)] == [16, 16]
    assert summer.start.astimezone(UTC).hour == 15
    assert winter.start.astimezone(UTC).hour == 16
    assert (summer.start, summer.end) == SUMMER
    assert (winter.start, winter.end) == WINTER


def test_the_rules_of_the_time_zone_come_with_it(client, event):
    calendar = Calendar.from_ical(fetch(client, event).content)

    (zone,) = calendar.timezones
    assert zone.tz_name == "Europe/London"
    rules = zone.to_tz()
    offsets = [moment.replace(tzinfo=rules).utcoffset() for moment, _ in (SUMMER, WINTER)]
    assert offsets == [timedelta(hours=1), timedelta(0)]
    assert calendar.get_missing_tzids() == set()


def test_a_diary_knows_a_date_again_after_it_was_moved(client, index):
    block = date_block(*SUMMER)
    event = published(parent=index, dates=[block])
    before = entries(fetch(client, event))[0]

    event.dates = [date_block(*WINTER, uid=block["id"])]
    with time_machine.travel(event.last_published_at + timedelta(days=1), tick=False):
        event = publish(event)
    after = entries(fetch(client, event))[0]

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt
    assert after["LAST-MODIFIED"].dt == event.last_published_at.replace(microsecond=0)


def test_the_same_file_is_given_until_something_changes(client, event):
    assert fetch(client, event).content == fetch(client, event).content


def test_no_two_dates_share_an_id(client, event):
    copy = event.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    copy = publish(copy)

    ids = [entry["UID"] for page in (event, copy) for entry in entries(fetch(client, page))]

    assert len(set(ids)) == 4


@pytest.mark.parametrize(
    ("status", "title"),
    [(EventStatus.CANCELLED, "Cancelled: Talk"), (EventStatus.POSTPONED, "Postponed: Talk")],
)
def test_what_is_called_off_is_called_off_in_the_diary(client, index, status, title):
    event = published(parent=index, title="Talk", status=status, status_note="The trainer is ill.")

    (entry,) = entries(fetch(client, event))

    assert entry["STATUS"] == "CANCELLED"
    assert entry["SUMMARY"] == title
    assert entry["DESCRIPTION"].startswith("The trainer is ill.")


def test_one_cancelled_date_leaves_the_others_standing(client, index):
    event = published(
        parent=index,
        title="Talk",
        dates=[date_block(*SUMMER, is_cancelled=True), date_block(*WINTER)],
    )

    first, second = entries(fetch(client, event))

    assert (first["STATUS"], first["SUMMARY"]) == ("CANCELLED", "Cancelled: Talk")
    assert (second["STATUS"], second["SUMMARY"]) == ("CONFIRMED", "Talk")


def test_one_date_can_be_taken_alone(client, event):
    session = event.sessions.last()

    (entry,) = entries(fetch(client, event, f"calendar-{session.uid}.ics"))

    assert entry.start == WINTER[0]


def test_an_unknown_date_has_no_calendar(client, event):
    missing = "calendar-00000000-0000-4000-8000-000000000000.ics"

    assert fetch(client, event, missing).status_code == 404


def test_an_event_on_demand_has_no_calendar(client, index):
    assert fetch(client, published(parent=index, dates=[])).status_code == 404


def test_a_draft_and_what_was_taken_off_have_no_calendar(client, index, event):
    draft = TrainingEventPageFactory(parent=index)
    event.unpublish()

    assert fetch(client, draft).status_code == 404
    assert fetch(client, event).status_code == 404


def test_a_private_event_has_no_calendar(client, event):
    event.view_restrictions.create(restriction_type="login")

    assert fetch(client, event).status_code == 404


def test_another_kind_of_page_has_no_calendar(client, index):
    assert client.get("/events/calendar.ics").status_code == 404
    assert client.get("/nowhere/at/all/calendar.ics").status_code == 404


def test_a_calendar_is_only_read(client, event):
    assert client.post(f"/events/{event.slug}/calendar.ics").status_code == 405
