"""The bands that fill themselves."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.kinds import EVERYTHING, kinds, newest
from home.models import SectorPage
from tests.factories.events import TrainingEventPageFactory, date_block, local, publish
from tests.factories.library import (
    CaseStudyFactory,
    LibraryIndexPageFactory,
    PracticeExampleFactory,
)
from tests.factories.pages import HERO, behind_a_login, home_page
from tests.factories.taxonomy import SectorFactory

pytestmark = pytest.mark.django_db

CASE_STUDIES = "library.casestudypage"


@pytest.fixture
def home():
    return home_page()


@pytest.fixture
def library(home):
    return LibraryIndexPageFactory(parent=home)


def latest(kind=EVERYTHING, **value):
    return (
        "latest",
        {
            "heading": "New on the hub",
            "text": "",
            "kind": kind,
            "count": 9,
            "leads": False,
            "more": {"label": "All of it", "page": None, "url": "/library/"},
        }
        | value,
    )


def show(client, home, *bands):
    home.body = [HERO, *bands]
    home.save()
    return client.get("/").content.decode()


def made(factory, library, days_ago, **fields):
    page = factory(parent=library, **fields)
    page.first_published_at = timezone.now() - timedelta(days=days_ago)
    page.save()
    return page


def test_the_newest_comes_first_whatever_it_is(library):
    older = made(CaseStudyFactory, library, 3)
    newer = made(PracticeExampleFactory, library, 1)

    assert [page.pk for page in newest(EVERYTHING, 5)] == [newer.pk, older.pk]


def test_a_kind_shows_only_itself_and_no_more_than_asked(library):
    studies = [made(CaseStudyFactory, library, days) for days in (1, 2, 3)]
    made(PracticeExampleFactory, library, 0)

    assert [page.pk for page in newest(CASE_STUDIES, 2)] == [page.pk for page in studies[:2]]


def test_drafts_and_what_is_behind_a_login_are_not_new(library):
    behind_a_login(made(CaseStudyFactory, library, 1))
    made(CaseStudyFactory, library, 1, live=False)

    assert not newest(EVERYTHING, 5)


def test_every_kind_of_news_can_be_chosen():
    assert {
        EVERYTHING,
        CASE_STUDIES,
        "library.practiceexamplepage",
        "events.trainingeventpage",
    } <= {key for key, _ in kinds()}


def test_a_study_leads_with_its_windows(client, home, library):
    made(CaseStudyFactory, library, 1, title="Telford")

    shown = show(client, home, latest(CASE_STUDIES, leads=True))

    assert "card--lead" in shown
    assert "of 13 sections described" in shown
    assert 'href="/library/">All of it' in " ".join(shown.split())


def test_many_cards_cost_no_more_than_one(
    client, home, library, django_assert_num_queries, django_assert_max_num_queries
):
    made(CaseStudyFactory, library, 1)
    show(client, home, latest(CASE_STUDIES), latest())
    with django_assert_max_num_queries(25) as few:
        client.get("/")
    asked = len(few)
    for days in range(2, 9):
        made(CaseStudyFactory, library, days)
        made(CaseStudyFactory, library, days)
    show(client, home, latest(CASE_STUDIES), latest())

    with django_assert_num_queries(asked):
        assert client.get("/").content.decode().count("of 13 sections described") == 18


DATES = (
    "dates",
    {
        "heading": "Training dates",
        "text": "",
        "count": 1,
        "empty": "None yet.",
        "more": {"label": "", "page": None, "url": ""},
    },
)


def test_without_dates_the_band_says_so(client, home):
    assert "None yet." in show(client, home, DATES)


def test_the_next_date_is_shown_until_it_is_over(client, home):
    first = publish(TrainingEventPageFactory(title="First visits"))
    dates = [date_block(local(2027, 1, 6, 10), local(2027, 1, 6, 12))]
    publish(
        TrainingEventPageFactory(title="Writing a protocol", parent=first.get_parent(), dates=dates)
    )

    with time_machine.travel(local(2026, 12, 9, 17), tick=False):
        before = show(client, home, DATES)
    with time_machine.travel(local(2026, 12, 9, 18), tick=False):
        after = show(client, home, DATES)

    assert first.title in before
    assert "Writing a protocol" not in before
    assert "Writing a protocol" in after
    assert first.title not in after


ARCHIVED = {"last_reviewed": date(2019, 1, 1), "expiry_date": date(2020, 1, 1)}
SECTORS = ("sectors", {"heading": "By the work you do", "text": ""})


def index_of(client, home):
    """Each line of the index: its words, where it leads, and how many items it promises."""
    links = BeautifulSoup(show(client, home, SECTORS), "html.parser").select(".index-list a")
    return [
        (link.contents[0].strip(), link["href"], link.span and link.span.text) for link in links
    ]


@pytest.fixture
def police():
    return SectorFactory(label="Police", slug="police")


def test_each_field_of_work_leads_to_its_items_and_says_how_many(client, home, library, police):
    SectorFactory(label="Faith", slug="faith")
    made(CaseStudyFactory, library, 2, sectors=[police])
    made(PracticeExampleFactory, library, 1, sectors=[police])
    made(CaseStudyFactory, library, 1, live=False, sectors=[police])

    assert index_of(client, home) == [("Police", "/library/?sector=police", "2 items")]


def test_a_field_of_work_with_a_page_of_its_own_leads_there(client, home, library, police):
    made(CaseStudyFactory, library, 2, sectors=[police])
    page = SectorPage(title="Police", slug="police", introduction="You come first.")
    home.add_child(instance=page)
    page.sectors = [police]
    page.save_revision().publish()

    assert index_of(client, home) == [("Police", "/police/", "1 item")]


def test_what_is_archived_is_not_promised(client, home, library, police):
    made(CaseStudyFactory, library, 2, sectors=[police], **ARCHIVED)

    assert index_of(client, home) == []
    assert "By the work you do" not in show(client, home, SECTORS)


def test_a_very_large_library_is_not_counted(client, home, library, police, monkeypatch):
    monkeypatch.setattr("home.by_sector.COUNTED_MOST", 1)
    for days in (1, 2):
        made(CaseStudyFactory, library, days, sectors=[police])

    assert index_of(client, home) == [("Police", "/library/?sector=police", None)]


def test_the_questions_do_not_grow_with_the_fields_of_work(client, home, library):
    def asked():
        with CaptureQueriesContext(connection) as made_queries:
            index_of(client, home)
        return len(made_queries)

    def fill(number):
        for n in range(number):
            sector = SectorFactory(label=f"Work {number}{n}", slug=f"work-{number}{n}")
            made(CaseStudyFactory, library, 1, sectors=[sector])
            page = SectorPage(title=f"Work {number}{n}", introduction="You come first.")
            home.add_child(instance=page)
            page.sectors = [sector]
            page.save_revision().publish()

    fill(1)
    few = asked()
    fill(4)

    assert asked() == few


def test_the_card_that_leads_has_the_first_two_key_numbers(client, home, library):
    numbers = [
        {"precision": "", "value": n, "unit": "", "label": f"of kind {n}", "source": "A count"}
        for n in (780, 226, 5)
    ]
    made(CaseStudyFactory, library, 1, key_numbers=[("number", it) for it in numbers])
    made(CaseStudyFactory, library, 2, key_numbers=[("number", numbers[2])])

    page = BeautifulSoup(show(client, home, latest(leads=True)), "html.parser")

    lead, *others = page.select(".card")
    assert [dd.text for dd in lead.select("dd")] == ["780", "226"]
    assert not any(other.select("dd") for other in others)


def test_the_key_numbers_of_what_is_for_members_stay_with_them(client, home, library):
    number = {"precision": "", "value": 780, "unit": "", "label": "counted", "source": "A count"}
    made(CaseStudyFactory, library, 1, key_numbers=[("number", number)], for_members=True)

    assert "780" not in show(client, home, latest(leads=True))
