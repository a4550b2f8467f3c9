"""What is offered while somebody types."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.factories.library import CaseStudyFactory
from tests.factories.taxonomy import TopicFactory


@pytest.fixture
def offered(client, library):
    def get(typed):
        answer = client.get(reverse("library_suggestions"), {"q": typed})
        assert answer.status_code == 200
        return answer.json()["suggestions"]

    return get


def labels(suggestions):
    return [suggestion["label"] for suggestion in suggestions]


def test_titles_are_offered_from_the_first_letters_of_any_words(offered):
    page = CaseStudyFactory(title="Halton: who raises the alert")
    CaseStudyFactory(title="Telford")

    assert offered("ale hal") == [
        {"label": page.title, "kind": "Local area case study", "url": page.url}
    ]


def test_a_term_is_offered_by_its_words_and_its_synonyms(offered, library):
    topic = TopicFactory(label="Prison visits", slug="visits", synonyms=["APVU"])
    CaseStudyFactory(topics=[topic])

    for typed in ("visi", "APVU"):
        assert offered(typed) == [
            {"label": "Prison visits", "kind": "Topic", "url": f"{library.url}?topic=visits"}
        ]


def test_what_nobody_may_see_is_not_offered(offered):
    CaseStudyFactory(title="Canary draft", live=False, topics=[TopicFactory(label="Canary topic")])
    hidden = CaseStudyFactory(title="Canary behind a login")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    assert offered("canary") == []


def test_no_more_than_eight_are_offered(offered):
    for number in range(9):
        CaseStudyFactory(title=f"Visits {number}")

    assert len(offered("visits")) == 8


@pytest.mark.parametrize("typed", ["", "a", "((", "_ _", "'", "%00x", "& | !", "x" * 500])
def test_nothing_typed_breaks_it(offered, typed):
    assert offered(typed) == []


def test_fifty_items_cost_no_more_than_five(offered, django_assert_max_num_queries):
    for number in range(5):
        CaseStudyFactory(title=f"Visits {number}")
    offered("visits")
    with django_assert_max_num_queries(10) as cost:
        offered("visits")
    for number in range(45):
        CaseStudyFactory(title=f"More visits {number}")
    with django_assert_max_num_queries(len(cost)):
        offered("visits")
