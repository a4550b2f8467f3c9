"""Finding a service: by place, by prison, nearest first, and never in vain without a word."""

import json
import logging
from datetime import UTC, date, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library.enums import ServiceStatus
from taxonomy.models import AreaKind
from tests.factories.library import LibraryIndexPageFactory
from tests.factories.pages import behind_a_login, home_page
from tests.factories.services import ServiceKindFactory, place, service

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
BRIXTON, CLAPHAM, GUILDFORD = "SW9 7MM", "SW4 7MM", "GU1 1MM"


@pytest.fixture(autouse=True)
def library():
    home_page()
    with time_machine.travel(NOON, tick=False):
        yield LibraryIndexPageFactory()


@pytest.fixture
def places():
    """England, London and some of its councils, and Surrey."""
    england = place("England", AreaKind.NATION)
    london = place("London", AreaKind.REGION, england)
    lambeth = place("Lambeth", parent=london, synonyms=["Brixton"])
    return {
        "england": england,
        "london": london,
        "lambeth": lambeth,
        "southwark": place("Southwark", parent=london),
        "surrey": place("Surrey", parent=england),
        "prison": place("HMP Sampleford", AreaKind.PRISON, lambeth),
    }


@pytest.fixture
def ask(client):
    """What the directory answers to the end of an address."""

    def get(query=""):
        answer = client.get(f"/services/{query}", follow=True)
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return get


def titles(soup):
    return [link.get_text(strip=True) for link in soup.select(".result__title")]


def test_the_nearest_comes_first_and_then_what_covers_more(ask, places):
    service(title="Everywhere", areas=[places["england"]])
    service(title="All London", areas=[places["london"]])
    service(title="Clapham", areas=[places["lambeth"]], postcode=CLAPHAM)
    service(title="Brixton", areas=[places["lambeth"]], postcode=BRIXTON)
    service(title="Guildford", areas=[places["surrey"]], postcode=GUILDFORD)

    soup = ask("?near=SW9")

    assert titles(soup) == ["Brixton", "Clapham", "All London", "Everywhere"]
    assert soup.get_text().count("Within about 3 miles") == 2


def test_what_is_next_door_but_for_other_places_says_so_and_stands_last(ask, places):
    service(title="Everywhere", areas=[places["england"]])
    service(title="Next door", areas=[places["southwark"]], postcode="SE1 1MM")

    soup = ask("?near=SW9")

    assert titles(soup) == ["Everywhere", "Next door"]
    assert "ask whether it takes the family" in soup.select(".result")[1].get_text()
    assert "ask whether" not in soup.select(".result")[0].get_text()


def test_one_s_own_coordinates_count_before_the_postcode(ask, places):
    service(title="By postcode", areas=[places["lambeth"]], postcode=BRIXTON)
    service(
        title="By map", areas=[places["lambeth"]], postcode=GUILDFORD, latitude=51.469,
        longitude=-0.114,
    )  # fmt: skip

    assert "About 25 miles" not in ask("?near=SW9").get_text()


@pytest.mark.parametrize("typed", ["lambeth", "London Borough of Lambeth", "brixton"])
def test_a_council_is_known_by_its_names(ask, places, typed):
    service(title="There", areas=[places["lambeth"]])
    service(title="Elsewhere", areas=[places["southwark"]])

    assert titles(ask(f"?near={typed}")) == ["There"]
    assert titles(ask("?place=lambeth")) == ["There"]


def test_a_region_holds_what_lies_in_it(ask, places):
    service(title="There", areas=[places["lambeth"]])
    service(title="Elsewhere", areas=[places["surrey"]])

    assert titles(ask("?place=london")) == ["There"]


def test_a_prison_has_its_own_services_and_those_of_the_country(ask, places):
    service(title="Council only", areas=[places["lambeth"]])
    service(title="Everywhere", areas=[places["england"]])
    service(title="Visits", areas=[places["prison"]])

    assert titles(ask("?place=hmp-sampleford")) == ["Visits", "Everywhere"]
    assert titles(ask("?near=sampleford")) == ["Visits", "Everywhere"]


def test_a_town_is_known_by_who_is_there(ask, places):
    service(title="There", areas=[places["lambeth"]], town="Sampleton", postcode=BRIXTON)
    service(title="All London", areas=[places["london"]])
    service(title="Elsewhere", areas=[places["surrey"]])

    assert titles(ask("?near=sampleton")) == ["There", "All London"]


def test_a_kind_narrows_the_list(ask, places):
    play = ServiceKindFactory(label="Play", slug="play")
    service(title="Play", service_kinds=[play])
    service(title="Talk", service_kinds=[ServiceKindFactory(label="Talk", slug="talk")])

    assert titles(ask("?kind=play")) == ["Play"]
    assert titles(ask("?kind=")) == ["Play", "Talk"]


def test_only_half_of_a_postcode_stays_in_the_address(client):
    for typed in ("SW9 7AB", "sw97ab", "SW9+7AB"):
        answer = client.get(f"/services/?near={typed}&kind=")

        assert answer.status_code == 302
        assert answer.url.startswith("/services/?near=SW9&")
    assert client.get("/services/?near=XX1 1XX").url == "/services/?near=XX1"
    assert client.get("/services/?near=SW9").status_code == 200


def test_no_postcode_is_logged(client, caplog):
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(connection) as captured:
        client.get("/services/?near=SW9 7AB", follow=True)

    logged = [record for record in caplog.records if record.name != "django.db.backends"]
    assert "SW9" not in " ".join(record.getMessage() for record in logged)
    assert "SW9" not in " ".join(query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize(
    "query",
    [
        "?near=Atlantis",
        "?near=ZZ99",
        "?place=atlantis",
        "?kind=dance",
        "?page=minus",
        "?near=%00%ff",
    ],
)
def test_what_is_not_understood_is_left_out_with_a_sentence(ask, query):
    service(title="Anywhere")

    soup = ask(query)

    assert titles(soup) == ["Anywhere"]
    assert soup.select_one("main .notice")


def test_a_page_past_the_end_is_the_first(ask):
    service(title="Anywhere")

    assert titles(ask("?page=99")) == ["Anywhere"]


def test_an_empty_list_says_what_to_loosen(ask, places):
    play = ServiceKindFactory(label="Play", slug="play")
    service(title="Play", service_kinds=[play], areas=[places["surrey"]])
    talk = ServiceKindFactory(label="Talk", slug="talk")
    service(title="Talk", service_kinds=[talk], areas=[places["lambeth"]])

    soup = ask("?place=lambeth&kind=play")

    offered = {link.get_text(strip=True): link["href"] for link in soup.select(".empty__advice a")}
    assert offered["Any kind of service"] == "/services/?place=lambeth"
    assert offered["Any council or prison"] == "/services/?kind=play"
    assert titles(ask(offered["Any kind of service"].removeprefix("/services/"))) == ["Talk"]


def test_an_empty_directory_says_so(ask):
    assert "No services yet" in ask().get_text()


def test_what_takes_nobody_is_marked_and_cannot_be_rung(ask):
    service(title="Resting", status=ServiceStatus.PAUSED, status_note="Back in May.")

    (row,) = ask().select(".result")

    assert "Paused" in row.get_text()
    assert not row.select("a[href^=tel]")


def test_what_nobody_made_sure_of_says_so_in_the_list(ask):
    service(title="Old", last_reviewed=date(2025, 3, 9))

    assert "ring before you send anybody" in ask().get_text()


def test_a_telephone_says_whether_somebody_answers(ask):
    hours = [{"type": "hours", "value": {"days": ["1"], "opens": "09:00", "closes": "17:00"}}]
    service(title="Open", hours=json.dumps(hours))

    (row,) = ask().select(".result")

    assert row.select_one("a[href='tel:+441632960151']")
    assert row.select_one("[data-turns]").get_text() == "Open now, until 5 pm"


def test_a_service_behind_a_login_or_withdrawn_is_not_listed(ask):
    behind_a_login(service(title="Private"))
    service(title="Draft").unpublish()
    service(title="For members", for_members=True)

    assert titles(ask()) == []


def test_only_the_plain_list_is_for_search_engines(client):
    assert "noindex" not in client.get("/services/").content.decode()
    for query in ("?near=SW9", "?place=x", "?page=2"):
        assert "noindex" in client.get(f"/services/{query}").content.decode()


def test_what_was_typed_stays_in_the_field_and_is_words(ask):
    soup = ask('?near="><script>alert(1)</script>')

    assert not soup.select_one("input[name=near]").get("value")
    assert "<script>alert" not in str(soup.select_one("main"))
    assert ask("?near=sw9").select_one("input[name=near]")["value"] == "SW9"


def test_a_town_is_named_as_it_was_asked_for(ask):
    service(title="In town", town="Sampleton", postcode=BRIXTON)

    assert "1 service for Sampleton" in ask("?near=Sampleton").get_text(" ", strip=True)


@pytest.mark.parametrize("count", [5, 50])
def test_a_list_costs_the_same_however_many_there_are(client, places, count):
    for number in range(count):
        service(title=f"Service {number}", areas=[places["lambeth"]], postcode=BRIXTON)
    client.get("/services/?near=SW9")

    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/services/?near=SW9")

    assert f"{count} services for SW9" in answer.content.decode()
    assert len(captured) <= 20


def test_the_page_of_a_service_costs_the_same_among_many(client, places):
    page = service(title="Here", areas=[places["lambeth"]])

    def cost(number):
        for count in range(number):
            service(title=f"Service {number}-{count}", areas=[places["lambeth"]])
        client.get(page.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(page.url)
        return len(asked)

    few = cost(3)
    assert cost(17) == few <= 25
