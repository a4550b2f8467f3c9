"""One sheet for one situation, asked for by two choices on the home page."""

import pytest
from bs4 import BeautifulSoup
from django.utils.text import slugify

from home.models import StagePage
from tests.factories.guides import guide, section
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory, StageFactory
from tests.factories.pages import behind_a_login, home_page
from tests.factories.taxonomy import SectorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    home = home_page()
    LibraryIndexPageFactory()
    return home


@pytest.fixture
def schools():
    return SectorFactory(label="Schools", slug="schools")


@pytest.fixture
def court():
    return StageFactory(label="Court: sentencing", slug="court-sentencing")


def to_use(title):
    return guide(section("First"), title=title, slug=slugify(title))


def about(make, title, sectors, stages):
    page = make(title=title)
    page.sectors, page.stages = sectors, stages
    page.save_revision().publish()
    return page


def asked(client, sector="schools", stage="court-sentencing"):
    answer = client.get("/pack/", {"sector": sector, "stage": stage})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def headings(sheet):
    return [heading.get_text(strip=True) for heading in sheet.main.find_all("h2")]


def titles(sheet):
    return [it.get_text(strip=True) for it in sheet.select(".on-paper__title")]


def test_it_holds_what_fits_both_choices_sorted_by_use(client, home, schools, court):
    police = SectorFactory(label="Police", slug="police")
    about(CaseStudyFactory, "A cluster of schools", [schools], [court])
    about(to_use, "A letter to the carer", [schools, police], [court])
    about(to_use, "For the custody suite", [police], [court])

    sheet = asked(client)

    assert titles(sheet) == ["A letter to the carer", "A cluster of schools"]
    assert headings(sheet) == ["To read and to use", "What others did"]
    assert "http://" in sheet.select_one(".on-paper__address").get_text()
    assert sheet.find("meta", {"name": "robots"})["content"] == "noindex, follow"


def test_what_is_for_any_stage_is_for_this_one(client, home, schools, court):
    any_stage = StageFactory(label="Any stage", slug="any-stage")
    about(to_use, "Ten things to know", [schools], [any_stage])
    about(to_use, "Sentenced today", [schools], [court])

    assert set(titles(asked(client))) == {"Ten things to know", "Sentenced today"}


def test_if_nothing_names_both_it_says_so_and_gives_what_fits_the_stage(
    client, home, schools, court
):
    police = SectorFactory(label="Police", slug="police")
    arrest = StageFactory(label="Arrest", slug="arrest")
    about(to_use, "For police at court", [police], [court])
    about(to_use, "For schools at arrest", [schools], [arrest])

    sheet = asked(client)

    assert titles(sheet) == ["For police at court"]
    assert "Nothing in the library names both" in sheet.get_text()


def test_it_begins_with_what_editors_wrote_about_the_stage(client, home, schools, court):
    about(to_use, "A letter", [schools], [court])
    lead = StagePage(
        title="Court",
        introduction="Today.",
        steps=[("step", {"title": "Ask who knows", "text": "And who must not."})],
    )
    lead.stages = [court]
    home.add_child(instance=lead)

    sheet = asked(client)

    assert headings(sheet)[0] == "Court"
    assert sheet.select_one(".sheet__steps h3").get_text() == "Ask who knows"


def test_it_shows_nothing_that_is_not_for_everybody(client, home, schools, court):
    behind_a_login(about(to_use, "Behind a login", [schools], [court]))
    about(to_use, "A draft", [schools], [court]).unpublish()
    about(to_use, "For everybody", [schools], [court])

    assert titles(asked(client)) == ["For everybody"]


@pytest.mark.parametrize("query", [{"sector": "schools"}, {"sector": "x" * 300, "stage": "\x00"}])
def test_a_choice_that_is_missing_or_strange_is_asked_for_again(
    client, home, schools, court, query
):
    about(to_use, "A letter", [schools], [court])

    answer = client.get("/pack/", query)

    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert "Choose both again" in page.get_text()
    chosen = [option["value"] for option in page.select("option[selected]")]
    assert chosen == (["schools"] if query["sector"] == "schools" else [])


def test_an_empty_library_offers_no_choice(client, home):
    page = BeautifulSoup(client.get("/pack/").content, "html.parser")

    assert not page.select("form.pack")
    assert "There is nothing to pack yet" in page.get_text()


def test_the_home_page_asks_the_two_questions(client, home, schools, court):
    about(to_use, "A letter", [schools], [court])
    home.body = [("hero", {"title": "Know what helps", "with_pack": True})]
    home.save_revision().publish()

    form = BeautifulSoup(client.get("/").content, "html.parser").select_one("form.pack")

    assert form["action"] == "/pack/"
    assert [select["name"] for select in form.select("select")] == ["sector", "stage"]
    assert [it["value"] for it in form.select("option")] == ["schools", "court-sentencing"]


def test_the_questions_can_be_switched_off(client, home, schools, court):
    about(to_use, "A letter", [schools], [court])
    home.body = [("hero", {"title": "Know what helps", "with_pack": False})]
    home.save_revision().publish()

    assert not BeautifulSoup(client.get("/").content, "html.parser").select("form.pack")


def test_it_costs_the_same_however_full_it_is(
    client, home, schools, court, django_assert_max_num_queries
):
    for number in range(7):
        about(to_use, f"Letter {number}", [schools], [court])
        about(CaseStudyFactory, f"Study {number}", [schools], [court])

    with django_assert_max_num_queries(25):
        assert len(titles(asked(client))) == 12
