"""The finder: what the library lists, and how it is narrowed."""

from datetime import timedelta

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.library import (
    CaseStudyFactory,
    PracticeExampleFactory,
)
from tests.factories.taxonomy import AreaFactory
from tests.library.asking import NOON, published, titles

pytestmark = pytest.mark.usefixtures("at_noon")


def test_the_newest_comes_first(ask):
    published(CaseStudyFactory(title="Old"), 30)
    published(PracticeExampleFactory(title="New"), 1)
    published(CaseStudyFactory(title="Middle"), 7)

    assert titles(ask()) == ["New", "Middle", "Old"]


def test_drafts_and_pages_behind_a_login_are_not_listed(ask):
    CaseStudyFactory(title="Draft", live=False)
    hidden = CaseStudyFactory(title="Hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    assert titles(ask()) == []
    assert titles(ask("?q=hidden")) == []


def test_a_kind_can_be_chosen(ask):
    CaseStudyFactory(title="Telford")
    CaseStudyFactory(title="Kingston", kind="protocol-in-action")
    PracticeExampleFactory(title="Paramount")

    assert titles(ask("?kind=protocol-in-action")) == ["Kingston"]
    assert titles(ask("?kind=practice-example")) == ["Paramount"]


@pytest.mark.parametrize("words", ["telford", "TELFORD", "chance", "probation courts", "Wrekin"])
def test_words_are_found_in_title_summary_sections_and_place(
    ask, words, django_capture_on_commit_callbacks
):
    page = CaseStudyFactory(
        title="Telford",
        summary="Children were noticed by chance.",
        identification_text="<p>Ask probation and the courts.</p>",
        areas=[AreaFactory(label="Wrekin")],
    )
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    CaseStudyFactory(title="Something else")

    assert titles(ask(f"?q={words}")) == ["Telford"]


def test_words_and_kind_are_combined(ask):
    CaseStudyFactory(title="Visits in Telford")
    PracticeExampleFactory(title="Visits in Halton")

    assert titles(ask("?q=visits&kind=practice-example")) == ["Visits in Halton"]


def test_what_editors_noted_privately_cannot_be_searched(ask):
    CaseStudyFactory(
        submitted_by="Canary",
        approved_by="Canary",
        contact_role="Canary",
        contact_permission="Canary",
    )

    assert titles(ask("?q=canary")) == []


@pytest.mark.parametrize(
    "query",
    [
        "?kind=nonsense",
        "?page=0",
        "?page=999",
        "?page=x",
        "?q=%00%27",
        "?q=" + "x" * 500,
        "?q=%22(",
    ],
)
def test_nothing_in_the_address_can_break_the_list(ask, query):
    CaseStudyFactory(title="Telford")

    assert ask(query).h1


def test_a_narrowed_list_is_not_for_search_engines(ask):
    CaseStudyFactory()

    assert not ask().select("meta[name=robots]")
    assert "noindex" in ask("?kind=local-area").select_one("meta[name=robots]")["content"]


def test_nothing_found_offers_a_way_back(ask, library):
    CaseStudyFactory(title="Telford")

    soup = ask("?q=aardvark")

    assert "Nothing fits" in soup.main.get_text()
    assert soup.select(f".empty a[href='{library.url}']")


def test_what_was_asked_for_stays_in_the_form(ask):
    soup = ask("?q=visits&kind=service-model")

    assert soup.select_one("input[name=q]")["value"] == "visits"
    assert [box["value"] for box in soup.select("input[checked]")] == ["service-model"]


def test_the_second_page_says_so_in_its_title_and_keeps_the_choice(ask):
    for _ in range(21):
        CaseStudyFactory()
    CaseStudyFactory(kind="protocol-in-action")

    soup = ask("?kind=local-area&page=2")

    assert "page 2 of 2" in soup.title.get_text()
    assert len(titles(soup)) == 1
    assert "kind=local-area" in soup.select_one("a[rel=prev]")["href"]


def test_the_marks_of_an_item_are_shown(ask, time_machine):
    CaseStudyFactory(title="Sample", is_sample=True, historical_note="Kept.")
    time_machine.move_to(NOON + timedelta(days=800))

    assert [
        tag.get_text(strip=True) for tag in ask("?archived=1").select(".result__kind > span")
    ] == [
        "Sample content",
        "Historical",
        "Archived",
    ]


def test_fifty_items_cost_no_more_than_five(client, library, django_assert_max_num_queries):
    lists = [library.url, f"{library.url}?q=record", f"{library.url}?kind=local-area"]

    def make(count):
        for _ in range(count):
            CaseStudyFactory()
            PracticeExampleFactory()

    make(3)
    client.get(library.url)
    costs = {}
    for url in lists:
        with django_assert_max_num_queries(25) as cost:
            client.get(url)
        costs[url] = len(cost)
    make(22)
    for url in lists:
        with django_assert_max_num_queries(costs[url]):
            client.get(url)
