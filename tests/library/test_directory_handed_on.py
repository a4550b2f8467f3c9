"""The directory for other people's systems."""

import csv
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import Organisation
from library.enums import ServiceStatus
from tests.factories.library import LibraryIndexPageFactory
from tests.factories.pages import behind_a_login, home_page
from tests.factories.services import ServiceKindFactory, place, service

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
JSON, CSV = "/services/open-referral.json", "/services/services.csv"
HOURS = [{"type": "hours", "value": {"days": ["1"], "opens": "09:00", "closes": "17:00"}}]


@pytest.fixture(autouse=True)
def library():
    home_page()
    with time_machine.travel(NOON, tick=False):
        yield LibraryIndexPageFactory()


def table(client):
    text = client.get(CSV).content.decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_a_service_is_handed_on_in_the_shape_that_others_read(client):
    service(
        title="Lanternfish",
        areas=[place("Lambeth", gss_code="E09000022")],
        service_kinds=[ServiceKindFactory(label="Play", slug="play")],
        hours=json.dumps(HOURS),
        address="1 Sample Street",
        town="Sampleton",
        postcode="SW9 7MM",
        takes="Everybody.",
        cannot_take="Nobody.",
        languages="English, Polish",
    )

    answer = client.get(JSON)
    page = answer.json()
    (said,) = page["contents"]
    (at,) = said["service_at_locations"]

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (page["total_items"], page["page_number"], page["last_page"]) == (1, 1, True)
    assert (said["name"], said["status"]) == ("Lanternfish", "active")
    assert said["assured_date"] == "2026-03-01"
    assert said["schedules"][0]["byday"] == "TU"
    assert said["schedules"][0]["opens_at"] == "09:00"
    assert said["phones"][0]["number"] == "01632 960 151"
    assert said["service_areas"][0]["name"] == "Lambeth"
    assert said["eligibility_description"] == "Everybody.\n\nIt cannot take: Nobody."
    assert [language["name"] for language in said["languages"]] == ["English", "Polish"]
    assert at["location"]["addresses"][0]["postal_code"] == "SW9 7MM"
    assert "Play" in [it["taxonomy_term"]["name"] for it in said["attributes"]]
    assert said == client.get(JSON).json()["contents"][0]


REQUIRED = {
    "service": {"id", "name", "status", "url", "description"},
    "organization": {"id", "name", "description"},
    "phones": {"id", "number"},
    "contacts": {"id"},
    "languages": {"id", "name"},
    "schedules": {"id", "freq", "byday", "opens_at", "closes_at"},
    "service_areas": {"id", "name"},
    "service_at_locations": {"id", "location"},
    "location": {"id", "location_type"},
    "addresses": {
        "id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
    },
    "accessibility": {"id"},
    "attributes": {"id", "link_id", "link_entity"},
    "taxonomy_term": {"id", "name", "description", "taxonomy"},
}  # fmt: skip
"""What each part must have in HSDS 3.0 (schema/*.json of openreferral/specification, “required”),
in the profile for the UK (profile/service.json of OpenReferralUK/uk-profile), or to be of use."""
CHOICES = {
    "status": {"active", "inactive", "defunct", "temporarily closed"},
    "location_type": {"physical", "postal", "virtual"},
    "address_type": {"physical", "postal", "virtual"},
    "freq": {"WEEKLY", "MONTHLY"},
    "byday": {"MO", "TU", "WE", "TH", "FR", "SA", "SU"},
    "country": {"GB"},
}


def parts(name, fact):
    """The part and all within it, each with what it is called where it stands."""
    yield name, fact
    for inner, value in fact.items():
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, dict):
                yield from parts(inner, row)


@pytest.mark.parametrize("is_full", [True, False])
def test_every_part_has_what_the_specification_demands(client, is_full):
    full = {
        "provider": Organisation.objects.create(name="Example Trust"),
        "contact_role": "Worker on duty",
        "hours": json.dumps(HOURS),
        "address": "1 Sample Street",
        "town": "Sampleton",
        "postcode": "SW9 7MM",
        "accessibility": "No steps.",
        "languages": "English",
        "is_sample": True,
    }
    place("Lambeth")
    service(**(full if is_full else {"town": "Sampleton"}))

    (said,) = client.get(JSON).json()["contents"]
    found = list(parts("service", said))

    assert {name for name, _ in found} == set(REQUIRED) or not is_full
    keys = [fact["id"] for _, fact in found]
    assert len(keys) == len(set(keys))
    for name, fact in found:
        assert REQUIRED[name] <= fact.keys(), name
        assert str(UUID(fact["id"])) == fact["id"]
        for field, choices in CHOICES.items():
            assert fact.get(field) in {None, *choices}
        assert None not in fact.values()
    address = next(fact for name, fact in found if name == "addresses")
    assert address["state_province"] == ("Lambeth" if is_full else "")


def test_only_what_everybody_may_have_is_handed_on(client):
    service(title="Public")
    service(title="Canary archived", last_reviewed=NOON.date() - timedelta(days=731))
    service(title="Canary closed", status=ServiceStatus.CLOSED)
    service(title="Canary draft").unpublish()
    behind_a_login(service(title="Canary private"))
    service(title="Canary for members", for_members=True)

    assert [row["Name"] for row in table(client)] == ["Public"]
    assert "Canary" not in client.get(JSON).content.decode()


def test_a_paused_service_says_so(client):
    service(status=ServiceStatus.PAUSED, status_note="Back in May.", hours=json.dumps(HOURS))

    (said,) = client.get(JSON).json()["contents"]

    assert (said["status"], said["alert"]) == ("temporarily closed", "Back in May.")
    assert "schedules" not in said
    assert table(client)[0]["Status"] == "Paused"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_table_can_be_run(client, start):
    service(title=f"{start}HYPERLINK(1)", takes=f"{start}1")

    (row,) = table(client)

    assert row["Name"] == f"'{start}HYPERLINK(1)"
    assert row["Whom it takes"] == f"'{start}1"


@pytest.mark.parametrize("page", ["0", "99", "x", ""])
def test_a_page_that_is_not_there_is_the_first(client, page):
    service()

    assert client.get(f"{JSON}?page={page}").json()["page_number"] == 1


@pytest.mark.parametrize("address", [JSON, CSV])
def test_handing_on_costs_the_same_however_many_there_are(client, address):
    costs = []
    for count in (5, 20):
        for number in range(count):
            service(title=f"Service {count}-{number}")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 20
