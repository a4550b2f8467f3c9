"""What a reader is offered next: an editor's own choice, then what is most alike."""

import json
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.library import CaseStudyFactory, PracticeExampleFactory, StageFactory
from tests.factories.services import service
from tests.factories.taxonomy import SectorFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_march(library, time_machine):
    time_machine.move_to(datetime(2026, 3, 15, 12, tzinfo=UTC))


def items(*pages):
    return json.dumps([{"type": "item", "value": page.pk} for page in pages])


def lone(**fields):
    """An item that shares nothing with any other."""
    return CaseStudyFactory(**{"topics": [TopicFactory()], "sectors": [SectorFactory()]} | fields)


def choose(page, *chosen):
    page.read_beside = items(*chosen)
    page.save_revision().publish()
    return page


def offered(client, page):
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    section = soup.select_one("[aria-labelledby=beside]")
    return [title.get_text(" ", strip=True) for title in section.select("h3")] if section else []


def test_the_editors_choice_comes_first_in_their_order_and_what_is_alike_fills_the_rest(client):
    topic = TopicFactory()
    first, second = (lone(title=title) for title in "AB")
    PracticeExampleFactory(title="Alike", topics=[topic])
    page = CaseStudyFactory(title="Here", topics=[topic])

    assert offered(client, choose(page, second, first)) == ["B", "A", "Alike"]


def test_where_nothing_shares_a_topic_the_newest_for_the_same_work_is_offered(client):
    sector, stage = SectorFactory(), StageFactory()
    same = {"sectors": [sector], "stages": [stage]}
    for title in ("Older", "Newer"):
        CaseStudyFactory(title=title, topics=[TopicFactory()], **same)
    CaseStudyFactory(
        title="Another stage", topics=[TopicFactory()], sectors=[sector], stages=[StageFactory()]
    )
    CaseStudyFactory(
        title="Other work", topics=[TopicFactory()], sectors=[SectorFactory()], stages=[stage]
    )
    topic = TopicFactory()
    CaseStudyFactory(title="Alike", topics=[topic], sectors=[SectorFactory()])

    assert offered(client, CaseStudyFactory(topics=[topic], **same)) == ["Alike", "Newer", "Older"]


def test_three_chosen_leave_no_place_for_others(client):
    topic = TopicFactory()
    PracticeExampleFactory(title="Alike", topics=[topic])
    chosen = [lone(title=title) for title in "ABC"]

    assert offered(client, choose(CaseStudyFactory(topics=[topic]), *chosen)) == ["A", "B", "C"]


def test_more_shared_topics_come_before_newer_ones(client):
    one, two = TopicFactory(), TopicFactory()
    PracticeExampleFactory(title="Shares both", topics=[one, two])
    PracticeExampleFactory(title="Newer", topics=[two])

    assert offered(client, CaseStudyFactory(topics=[one, two])) == ["Shares both", "Newer"]


def test_what_readers_cannot_see_or_should_not_rely_on_is_left_out_although_chosen(client):
    gone = lone(title="Gone")
    old = lone(title="Old", expiry_date="2026-03-10")
    page = choose(lone(), gone, old)
    gone.unpublish()

    assert offered(client, page) == []


def test_a_page_is_never_offered_to_its_own_reader(client):
    page = lone()

    assert offered(client, choose(page, page)) == []


def test_a_deleted_choice_leaves_the_page_as_it_was(client):
    kept, gone = (lone(title=title) for title in "AB")
    page = choose(lone(), gone, kept)
    gone.delete()

    assert offered(client, page) == ["A"]


def test_a_preview_shows_the_choice_that_is_not_saved_yet(chief, library):
    chosen = lone(title="Chosen")
    page = lone()
    page.read_beside = items(chosen)
    page.save_revision()

    answer = chief.get(f"/admin/pages/{page.pk}/view_draft/")

    assert "Chosen" in answer.content.decode()


def test_a_service_leads_on_as_well(client):
    page = service(title="Example Centre")
    chosen = lone(title="How they began")

    assert offered(client, choose(page, chosen)) == ["How they began"]


def test_choosing_costs_no_further_question(client):
    topic = TopicFactory()
    CaseStudyFactory(topics=[topic])
    chosen = [lone(title=title) for title in "ABC"]
    page = CaseStudyFactory(topics=[topic])

    def cost():
        client.get("/library/")  # what is the same for all pages is known by now
        with CaptureQueriesContext(connection) as asked:
            client.get(page.url)
        return len(asked)

    before = cost()
    choose(page, *chosen)
    assert cost() <= before <= 25
