"""Pages about places: what is known, and what is honestly not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library.enums import ServiceStatus, Standing
from library.models import ProtocolPage
from taxonomy.models import AreaKind
from tests.factories.events import TrainingEventPageFactory, date_block
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.pages import behind_a_login, home_page
from tests.factories.services import place, service
from tests.library.test_services import CANARY
from tests.library.test_works import made

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def library():
    home_page()
    with time_machine.travel(NOW, tick=False):
        yield LibraryIndexPageFactory()


@pytest.fixture
def england():
    return place("England", AreaKind.NATION)


@pytest.fixture
def lambeth(england):
    return place("Lambeth", parent=england)


def protocol(*areas, **fields):
    page = made(ProtocolPage, **fields)
    page.areas = list(areas)
    page.save_revision().publish()
    return page


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def section(soup, name):
    return soup.select_one(f"section[aria-labelledby={name}]").get_text(" ", strip=True)


def test_a_place_shows_what_is_known_of_it(client, lambeth, england):
    protocol(lambeth, title="What Lambeth agreed")
    service(title="Family Centre", areas=[lambeth])
    service(title="Everywhere", areas=[england])
    CaseStudyFactory(title="What Lambeth did", areas=[lambeth])
    starts = NOW + timedelta(days=7)
    TrainingEventPageFactory(
        title="Training in Lambeth",
        areas=[lambeth],
        dates=[date_block(starts, starts + timedelta(hours=1))],
    ).save_revision().publish()

    soup = shown(client, "/areas/lambeth/")

    assert soup.h1.get_text() == "Lambeth"
    assert "What Lambeth agreed" in section(soup, "protocols")
    assert "Family Centre" in section(soup, "services")
    assert "Everywhere" in section(soup, "services")
    assert "What Lambeth did" in section(soup, "examples")
    assert "Training in Lambeth" in section(soup, "training")
    assert not soup.select(".empty")


def test_what_a_wider_area_agreed_stands_below_the_gap_and_fills_it_not(client, lambeth, england):
    protocol(england, title="What England agreed")
    protocol(england, title="No longer", standing=Standing.LAPSED)
    protocol(england, lambeth, title="Both agreed")
    protocol(place("Wales", AreaKind.NATION), title="What Wales agreed")

    told = section(shown(client, "/areas/lambeth/"), "protocols")

    assert told.index("Both agreed") < told.index("For the wider area")
    assert told.count("Both agreed") == 1
    assert "What England agreed" in told.partition("For the wider area")[2]
    assert "No longer" not in told
    assert "What Wales agreed" not in told
    assert "For the wider area" not in section(shown(client, "/areas/england/"), "protocols")


def test_a_place_whose_region_alone_agreed_still_has_a_gap(client, lambeth, england):
    protocol(england, title="What England agreed")

    told = section(shown(client, "/areas/lambeth/"), "protocols")

    assert "No protocol known here" in told
    assert "What England agreed" in told


def test_gaps_are_said_and_whom_to_tell(client, lambeth):
    soup = shown(client, "/areas/lambeth/")

    assert "No protocol known here" in section(soup, "protocols")
    assert "tell us" in section(soup, "protocols")
    assert "No service known here" in section(soup, "services")
    assert "No training date known for here" in section(soup, "training")
    assert "No example known from here" in section(soup, "examples")


def test_only_what_everybody_may_see_today_counts(client, lambeth):
    behind_a_login(protocol(lambeth, title="Canary private"))
    protocol(lambeth, title="Canary draft").unpublish()
    protocol(lambeth, title="Canary archived", last_reviewed="2023-01-01")
    service(title="Canary closed", status=ServiceStatus.CLOSED, areas=[lambeth])

    assert "Canary" not in str(shown(client, "/areas/lambeth/"))
    assert "lambeth" not in str(shown(client, "/areas/").select("main"))


def test_no_page_about_a_place_tells_a_secret_address(client, lambeth):
    service(title="Refuge", areas=[lambeth], **CANARY)

    for address in ("/areas/lambeth/", "/areas/"):
        words = str(shown(client, address))
        for secret in ("Canaryh", "7MM", "51.469"):
            assert secret not in words


def test_the_list_says_who_has_a_protocol_and_who_has_none(client, lambeth, england):
    protocol(lambeth)
    service(areas=[place("Southwark", parent=england)])
    place("Kent", parent=england)

    rows = {
        row.th.get_text(strip=True): row.get_text(" ", strip=True)
        for row in shown(client, "/areas/").select("tbody tr")
    }

    assert set(rows) == {"Lambeth", "Southwark"}
    assert "Known" in rows["Lambeth"]
    assert "None known" in rows["Southwark"]
    assert "1 service" in rows["Southwark"]


@pytest.mark.parametrize("standing", ["draft", "lapsed"])
def test_a_protocol_that_does_not_hold_is_none(client, lambeth, standing):
    protocol(lambeth, title="Once agreed", standing=standing)

    (row,) = shown(client, "/areas/").select("tbody tr")
    soup = shown(client, "/areas/lambeth/")

    assert "None known" in row.get_text()
    assert "No protocol known here" in section(soup, "protocols")
    assert "Once agreed" in section(soup, "rest")


def test_a_story_of_a_protocol_is_an_example_of_its_use(client, lambeth):
    CaseStudyFactory(title="How it went", kind="protocol-in-action", areas=[lambeth])

    soup = shown(client, "/areas/lambeth/")

    assert "No protocol known here" in section(soup, "protocols")
    assert "How it went" in section(soup, "examples")


def test_an_empty_list_says_so(client):
    assert "Nothing is known of any place yet" in shown(client, "/areas/").get_text()


def test_a_nation_leads_to_what_lies_in_it(client, lambeth):
    protocol(lambeth)

    assert shown(client, "/areas/england/").select_one("a[href='/areas/lambeth/']")
    assert shown(client, "/areas/lambeth/").select_one("a[href='/areas/england/']")


def test_a_place_that_is_not_there_is_not_found(client):
    assert client.get("/areas/atlantis/").status_code == 404


def test_an_item_leads_to_its_place(client, lambeth):
    page = service(areas=[lambeth])

    assert shown(client, page.url).select_one("main a[href='/areas/lambeth/']")
    assert shown(client, protocol(lambeth).url).select_one("main a[href='/areas/lambeth/']")
    record = CaseStudyFactory(areas=[lambeth])
    assert shown(client, record.url).select_one("main a[href='/areas/lambeth/']")


def test_places_with_something_are_in_the_map_of_the_site_and_the_others_in_no_search(
    client, lambeth, england
):
    service(areas=[lambeth])
    place("Kent", parent=england)
    sitemap = client.get("/sitemap.xml").content.decode()

    assert "/areas/lambeth/</loc>" in sitemap
    assert "/areas/</loc>" in sitemap
    assert "/services/</loc>" in sitemap
    assert "kent" not in sitemap
    assert "noindex" in str(shown(client, "/areas/kent/"))
    assert "noindex" not in str(shown(client, "/areas/lambeth/"))


def test_a_page_about_a_place_is_kept_until_something_changes(
    client, lambeth, settings, django_capture_on_commit_callbacks
):
    settings.PAGES_KEPT_SECONDS = 60
    client.get("/areas/lambeth/")
    with CaptureQueriesContext(connection) as captured:
        assert "No protocol known here" in client.get("/areas/lambeth/").content.decode()
    assert len(captured) == 0

    with django_capture_on_commit_callbacks(execute=True):
        protocol(lambeth)

    assert "No protocol known here" not in client.get("/areas/lambeth/").content.decode()


@pytest.mark.parametrize("address", ["/areas/lambeth/", "/areas/"])
def test_a_page_costs_the_same_however_much_there_is(client, lambeth, address):
    costs = []
    for count in (5, 45):
        for number in range(count):
            service(title=f"Service {count}-{number}", areas=[lambeth])
            CaseStudyFactory(title=f"Record {count}-{number}", areas=[lambeth])
        protocol(lambeth)
        client.cookies["known"] = "1"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        costs.append(len(captured))

    assert max(costs) <= 25
    assert costs[1] - costs[0] <= 2  # links to the rest appear
