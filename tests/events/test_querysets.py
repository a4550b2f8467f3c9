"""What is to come and what is over, to the minute."""

import pytest

from events.models import Session, TrainingEventPage
from tests.factories.events import date_block, local, published

pytestmark = pytest.mark.django_db

FIRST = (local(2026, 12, 9, 16), local(2026, 12, 9, 17, 30))
SECOND = (local(2027, 1, 13, 16), local(2027, 1, 13, 17, 30))
BEFORE_IT_ENDS = local(2026, 12, 9, 17, 29)
AS_IT_ENDS = local(2026, 12, 9, 17, 30)


def test_a_session_is_to_come_until_it_ends_and_past_from_then_on(index):
    published(parent=index, dates=[date_block(*FIRST)])

    assert Session.objects.upcoming(BEFORE_IT_ENDS).exists()
    assert not Session.objects.past(BEFORE_IT_ENDS).exists()
    assert not Session.objects.upcoming(AS_IT_ENDS).exists()
    assert Session.objects.past(AS_IT_ENDS).exists()


def test_an_event_is_to_come_until_its_last_date_ends(index):
    event = published(parent=index, dates=[date_block(*FIRST), date_block(*SECOND)])

    events = TrainingEventPage.objects.all()
    assert list(events.upcoming(AS_IT_ENDS)) == [event]
    assert list(events.past(AS_IT_ENDS)) == []
    assert list(events.upcoming(SECOND[1])) == []
    assert list(events.past(SECOND[1])) == [event]


def test_past_events_come_latest_first(index):
    early = published(parent=index, dates=[date_block(*FIRST)])
    late = published(parent=index, dates=[date_block(*SECOND)])

    assert list(TrainingEventPage.objects.past(SECOND[1])) == [late, early]


def test_an_event_on_demand_is_neither_to_come_nor_past(index):
    event = published(parent=index, dates=[])

    events = TrainingEventPage.objects.all()
    assert list(events.on_demand()) == [event]
    assert not events.upcoming(AS_IT_ENDS).exists()
    assert not events.past(AS_IT_ENDS).exists()


def test_a_record_without_a_date_is_not_on_demand(index):
    event = published(parent=index, dates=[], is_recorded_afterwards=True)

    assert list(TrainingEventPage.objects.undated_records()) == [event]
    assert not TrainingEventPage.objects.on_demand().exists()
