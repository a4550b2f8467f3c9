"""The events that a demonstration is filled with."""

import pytest
import time_machine
from django.test import Client

from cms.demo import events as demo
from events.models import Session, TrainingEventPage
from taxonomy import vocabularies
from tests.factories.events import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(index):
    vocabularies.load()
    with time_machine.travel(local(2026, 11, 25, 9), tick=False):
        demo.load()
        yield


def test_every_page_answers_and_every_made_up_one_says_so(client, loaded):
    for event in TrainingEventPage.objects.live():
        page = client.get(event.url)
        assert page.status_code == 200
        assert ("Sample content" in page.content.decode()) == event.is_sample


def test_only_the_record_from_the_leaflets_is_not_made_up(loaded):
    (real,) = TrainingEventPage.objects.filter(is_sample=False)

    assert real.slug == "hidden-sentence-training"
    assert not real.is_current(local(2026, 11, 25, 9))
    assert {area.label for area in real.areas.all()} == {
        "Stoke-on-Trent",
        "Merton",
        "North Tyneside",
        "North Somerset",
        "Walsall",
    }
    assert real.organiser is None


def test_what_is_loaded_could_have_been_published_by_an_editor(loaded):
    for event in TrainingEventPage.objects.all():
        event.full_clean()
        assert event.is_recorded_afterwards or event.format


def test_the_list_has_something_to_come_and_something_past(loaded):
    assert Session.objects.upcoming().count() == 9
    assert TrainingEventPage.objects.past().count() == 2
    assert TrainingEventPage.objects.on_demand().count() == 1


@pytest.mark.parametrize("day", [(2026, 11, 23), (2026, 11, 29), (2027, 3, 28), (2028, 2, 29)])
def test_any_day_will_do_for_loading(index, day):
    vocabularies.load()
    with time_machine.travel(local(*day, 23, 50), tick=False):
        demo.load()

        assert Session.objects.upcoming().count() == 9
        assert Client().get("/events/").status_code == 200


def test_loading_again_changes_nothing(loaded):
    before = sorted(TrainingEventPage.objects.values_list("pk", "latest_revision_id"))

    demo.load()

    assert sorted(TrainingEventPage.objects.values_list("pk", "latest_revision_id")) == before
