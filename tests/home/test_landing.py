"""Pages for a stage and for a sector: an editor's lead, and lists that fill themselves."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from home.models import SectorPage, StagePage
from taxonomy.models import Station
from tests.factories.events import EventIndexPageFactory, published
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory, StageFactory
from tests.factories.pages import behind_a_login, home_page
from tests.factories.taxonomy import SectorFactory

pytestmark = pytest.mark.django_db

WORDS = {"introduction": "Nobody knows which prison."}


@pytest.fixture
def home():
    home = home_page()
    LibraryIndexPageFactory()
    EventIndexPageFactory()
    return home


@pytest.fixture
def custody():
    return StageFactory(label="Custody: first days", slug="custody-first-days")


@pytest.fixture
def schools():
    return SectorFactory(label="Schools", slug="schools")


def stage(home, title="The first days", *terms, **fields):
    page = StagePage(title=title, **(WORDS | fields))
    page.stages = list(terms)
    home.add_child(instance=page)
    return page


def sector(home, title, *terms):
    page = SectorPage(title=title, **WORDS)
    page.sectors = list(terms)
    home.add_child(instance=page)
    return page


def shown(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_lists_what_the_library_has_for_its_stage(client, home, custody):
    CaseStudyFactory(title="About the first days", stages=[custody])
    CaseStudyFactory(title="About something else", stages=[StageFactory()])

    page = shown(client, stage(home, "The first days", custody))

    assert "About the first days" in page
    assert "About something else" not in page


def test_what_is_private_unpublished_or_out_of_date_is_not_listed(client, home, custody):
    behind_a_login(CaseStudyFactory(title="For members", stages=[custody]))
    CaseStudyFactory(title="Not yet", stages=[custody], live=False)
    CaseStudyFactory(title="Long ago", stages=[custody], last_reviewed=date(2019, 1, 1))

    page = shown(client, stage(home, "The first days", custody))

    for title in ("For members", "Not yet", "Long ago", "What others did"):
        assert title not in page


def test_more_than_it_shows_are_one_link_away_and_the_link_holds(client, home, custody):
    for number in range(8):
        CaseStudyFactory(title=f"Item {number}", stages=[custody])
    CaseStudyFactory(title="About something else", stages=[StageFactory()])

    page = shown(client, stage(home, "The first days", custody))
    rest = client.get("/library/?stage=custody-first-days").content.decode()

    assert page.count('class="card') >= 6
    assert "All 8 items" in page
    assert 'href="/library/?stage=custody-first-days"' in page
    titles = [link.get_text() for link in BeautifulSoup(rest, "html.parser").select(".result a")]
    assert sorted(title.strip() for title in titles) == [f"Item {number}" for number in range(8)]
    assert "About something else" not in rest


def test_an_unknown_stage_in_the_address_counts_as_not_asked(client, home, custody):
    CaseStudyFactory(title="About the first days", stages=[custody])

    assert "1 item" in client.get("/library/?stage=nowhere").content.decode()


def test_a_search_in_the_narrowed_library_stays_narrowed(client, home, custody):
    page = client.get("/library/?stage=custody-first-days").content.decode()

    chosen = BeautifulSoup(page, "html.parser").select("input[name=stage][checked]")
    assert [box["value"] for box in chosen] == ["custody-first-days"]


def test_the_strip_is_drawn_when_each_station_has_its_page(client, home, custody):
    pages = {place: stage(home, place.label, custody, station=place) for place in Station}
    other = stage(home, "Community sentence", custody)

    page = shown(client, pages[Station.COURT])

    assert 'aria-label="Stages"' in page
    for place in pages.values():
        assert f'href="{place.url}"' in page
    assert f'href="{other.url}"' in page
    assert page.count('aria-current="true"') == 1


def test_the_strip_says_how_much_there_is_for_each_stage(client, home, custody):
    court = StageFactory(label="Court")
    for place in Station:
        stage(home, place.label, court if place == Station.COURT else custody, station=place)
    for number in range(2):
        CaseStudyFactory(title=f"At court {number}", stages=[court])
    CaseStudyFactory(title="In custody", stages=[custody])
    CaseStudyFactory(title="Old", stages=[custody], last_reviewed="2019-03-01")

    page = shown(client, StagePage.objects.get(station=Station.COURT))
    soup = BeautifulSoup(page, "html.parser")

    said = {
        it.select_one(".stage-strip__name").text: it.select_one(".stage-strip__count").text
        for it in soup.select(".stage-strip__item")
    }
    assert said == {
        "Arrest": "1 item",
        "Court": "2 items",
        "Custody": "1 item",
        "Release": "1 item",
    }


def test_three_stations_draw_no_strip(client, home, custody):
    for place in list(Station)[:3]:
        page = stage(home, place.label, custody, station=place)

    assert 'aria-label="Stages"' not in shown(client, page)


def test_a_sector_lists_its_items_and_the_next_dates_for_it(client, home, schools):
    CaseStudyFactory(title="A named adult", sectors=[schools])
    parent = Page.objects.get(slug="events")
    published(parent=parent, title="For schools", sectors=[schools])
    published(parent=parent, title="For prisons", sectors=[SectorFactory()])

    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False):
        page = shown(client, sector(home, "Schools", schools))

    assert "A named adult" in page
    assert "For schools" in page
    assert "For prisons" not in page


def test_an_empty_one_is_still_a_page(client, home, custody, schools):
    for page in (stage(home, "Recall", custody), sector(home, "Schools", schools)):
        words = shown(client, page)
        assert "Nobody knows which prison." in words
        assert "What others did" not in words


def test_what_to_do_stands_in_the_editors_order(client, home, custody):
    steps = [("step", {"title": title, "text": "So."}) for title in ("Listen", "Ask")]

    page = shown(client, stage(home, "The first days", custody, steps=steps))

    assert page.index("Listen") < page.index("Ask")


def test_more_items_cost_no_more_questions(client, home, custody):
    page = stage(home, "The first days", custody)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            shown(client, page)
        return len(captured)

    CaseStudyFactory(stages=[custody])
    cost()
    few = cost()
    for _ in range(4):
        CaseStudyFactory(stages=[custody])

    assert cost() == few <= 25


def packed(client, page):
    answer = client.get(f"{page.url}pack/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_a_page_leads_to_its_pack(client, home, custody):
    page = stage(home, "The first days", custody)

    assert f'href="{page.url}pack/"' in shown(client, page)


def test_a_pack_writes_out_what_to_do_and_every_address(client, home, custody):
    step = {"title": "Ask what the child was told", "text": "Before you say anything."}
    item = CaseStudyFactory(title="About the first days", summary="In short.", stages=[custody])
    page = stage(home, "The first days", custody, steps=[("step", step)])

    sheet = packed(client, page)

    assert sheet.h1.get_text() == "The first days"
    assert "Nobody knows which prison." in sheet.main.get_text()
    assert "Ask what the child was told" in sheet.select_one(".sheet__steps").get_text()
    entry = sheet.select_one(".on-paper").get_text()
    assert "About the first days" in entry
    assert "In short." in entry
    assert f"http://localhost{item.url}" in entry
    assert f"http://localhost{page.url}" in sheet.select_one(".sheet__source").get_text()
    assert "noindex" in sheet.select_one("meta[name=robots]")["content"]


def test_a_pack_for_a_sector_has_its_next_dates(client, home, schools):
    published(parent=Page.objects.get(slug="events"), title="For schools", sectors=[schools])

    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False):
        sheet = packed(client, sector(home, "Schools", schools))

    assert "For schools" in sheet.select_one("#dates").find_parent("section").get_text()


def test_a_pack_holds_nothing_that_its_page_may_not_show(client, home, custody):
    behind_a_login(CaseStudyFactory(title="For members", stages=[custody]))
    CaseStudyFactory(title="Not yet", stages=[custody], live=False)

    assert packed(client, stage(home, "The first days", custody)).select(".on-paper") == []


def test_a_page_that_is_not_public_has_no_pack(client, home, custody):
    page = stage(home, "The first days", custody)
    page.unpublish()

    assert client.get(f"{page.url}pack/").status_code in (404, 410)


def test_a_pack_costs_no_more_however_much_it_holds(client, home, custody):
    page = stage(home, "The first days", custody)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            packed(client, page)
        return len(captured)

    CaseStudyFactory(stages=[custody])
    cost()
    few = cost()
    for _ in range(8):
        CaseStudyFactory(stages=[custody])

    assert cost() <= few <= 25
