"""The bands that fill themselves."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from home.kinds import EVERYTHING, kinds, newest
from tests.factories.events import TrainingEventPageFactory, date_block, local, publish
from tests.factories.library import (
    CaseStudyFactory,
    LibraryIndexPageFactory,
    PracticeExampleFactory,
)
from tests.factories.pages import HERO, behind_a_login, home_page

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
