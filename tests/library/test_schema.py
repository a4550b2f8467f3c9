"""An item of the library as search engines read it."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.factories.library import CaseStudyFactory
from tests.factories.taxonomy import AreaFactory, TopicFactory
from tests.head import given_to, head_of, meta_in, things_of

NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_tuesday_in_june():
    with time_machine.travel(NOW, tick=False):
        yield


def article(client, page):
    (said,) = things_of(client, page.url, "Article")
    return said


def test_an_item_says_what_it_is_about_and_from_when(client, library):
    page = CaseStudyFactory(
        title="Families Do Matter",
        summary="Agencies met for the first time.",
        topics=[TopicFactory(label="Schools"), TopicFactory(label="Grandparents")],
        areas=[AreaFactory(label="Telford")],
        information_correct_at=date(2025, 11, 1),
        first_published_at=datetime(2026, 1, 5, 12, tzinfo=UTC),
        last_published_at=datetime(2026, 5, 5, 12, tzinfo=UTC),
    )

    said = article(client, page)

    assert said["headline"] == "Families Do Matter"
    assert said["description"] == "Agencies met for the first time."
    assert said["datePublished"] == "2026-01-05T12:00:00+00:00"
    assert said["dateModified"] == "2026-05-05T13:00:00+01:00"
    assert said["temporalCoverage"] == "2025-11"
    assert {topic["name"] for topic in said["about"]} == {"Schools", "Grandparents"}
    assert said["spatialCoverage"]["name"] == "Telford"
    assert said["isAccessibleForFree"] is True
    (publisher,) = things_of(client, page.url, "Organization")
    assert said["publisher"] == {"@id": publisher["@id"]}
    assert meta_in(head_of(client, page.url))["og:type"] == "article"


def test_a_record_of_the_past_is_not_passed_off_as_new(client, library):
    page = CaseStudyFactory(
        historical_note="Kept because it was the first.", information_correct_at=date(2009, 1, 1)
    )

    said = article(client, page)

    assert said["creativeWorkStatus"] == "Historical record"
    assert said["temporalCoverage"] == "2009"


def test_what_is_archived_says_so_and_what_is_made_up_too(client, library):
    archived = article(client, CaseStudyFactory(last_reviewed=date(2024, 6, 2)))
    sample = article(client, CaseStudyFactory(is_sample=True))

    assert archived["creativeWorkStatus"] == "Archived"
    assert archived["expires"] == "2026-06-02"
    assert "creativeWorkStatus" not in sample
    assert "made up" in sample["disambiguatingDescription"]


def test_saying_it_costs_no_query(client, library, django_assert_num_queries):
    page = CaseStudyFactory(topics=[TopicFactory(), TopicFactory()])
    context = given_to(client, page.url)
    shown = context["page"]

    with django_assert_num_queries(0):
        (said,) = shown.structured_data(context | {"address": page.full_url})
    assert len(said["about"]) == 2
