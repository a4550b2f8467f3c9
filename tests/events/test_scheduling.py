"""From the dates of a page to rows that bookings will hold on to."""

from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete

from events.enums import EventStatus
from events.models import Session
from tests.factories.events import (
    TrainingEventPageFactory,
    date_block,
    local,
    publish,
    published,
)

pytestmark = pytest.mark.django_db

FIRST = (local(2026, 12, 9, 16), local(2026, 12, 9, 17, 30))
SECOND = (local(2027, 1, 13, 16), local(2027, 1, 13, 17, 30))


def test_a_draft_has_no_sessions(index):
    TrainingEventPageFactory(parent=index).save_revision()

    assert not Session.objects.exists()


def test_a_draft_set_to_go_live_later_has_its_sessions_from_that_day(index):
    event = TrainingEventPageFactory(parent=index, go_live_at=local(2026, 11, 9, 9))

    with time_machine.travel(local(2026, 11, 2, 9), tick=False):
        event.save_revision().publish()
        assert not Session.objects.exists()

    with time_machine.travel(local(2026, 11, 9, 10), tick=False):
        call_command("publish_scheduled")
        assert Session.objects.get().starts_at == FIRST[0]


def test_publishing_makes_a_session_of_each_date(index):
    event = published(parent=index, dates=[date_block(*FIRST, capacity=24), date_block(*SECOND)])

    assert list(event.sessions.values_list("starts_at", "ends_at", "capacity")) == [
        (*FIRST, 24),
        (*SECOND, None),
    ]


def test_publishing_again_keeps_the_rows(index):
    first, second = date_block(*FIRST), date_block(*SECOND)
    event = published(parent=index, dates=[first, second])
    before = list(event.sessions.values_list("pk", flat=True))

    event.title = "Another title"
    event.dates = [date_block(*SECOND, uid=second["id"], note="online"), first]
    event = publish(event)

    assert list(event.sessions.values_list("pk", flat=True)) == before
    assert set(event.sessions.values_list("sequence", flat=True)) == {0}


def test_moving_a_date_keeps_its_row_and_counts_the_change(index):
    uid = uuid4()
    event = published(parent=index, dates=[date_block(*FIRST, uid=uid)])
    session = event.sessions.get()

    event.dates = [date_block(*SECOND, uid=uid)]
    publish(event)

    moved = Session.objects.get()
    assert (moved.pk, moved.starts_at, moved.sequence) == (session.pk, SECOND[0], 1)


def test_more_places_are_no_change_of_the_date(index):
    uid = uuid4()
    event = published(parent=index, dates=[date_block(*FIRST, uid=uid, capacity=10)])

    event.dates = [date_block(*FIRST, uid=uid, capacity=20)]
    publish(event)

    session = Session.objects.get()
    assert (session.capacity, session.sequence) == (20, 0)


def test_a_removed_date_is_deleted(index):
    event = published(parent=index, dates=[date_block(*FIRST), date_block(*SECOND)])

    event.dates = [date_block(*SECOND, uid=event.dates[1].id)]
    publish(event)

    assert Session.objects.get().starts_at == SECOND[0]


def test_a_removed_date_that_somebody_relies_on_is_cancelled_instead(index):
    event = published(parent=index, dates=[date_block(*FIRST), date_block(*SECOND)])
    booked = event.sessions.first()

    def protect(sender, instance, **kwargs):
        if instance.pk == booked.pk:
            raise ProtectedError("booked", {instance})

    pre_delete.connect(protect, sender=Session)
    try:
        event.dates = [date_block(*SECOND, uid=event.dates[1].id)]
        event = publish(event)
        publish(event)
    finally:
        pre_delete.disconnect(protect, sender=Session)

    booked.refresh_from_db()
    assert (booked.is_cancelled, booked.sequence) == (True, 1)
    assert event.sessions.count() == 2


@pytest.mark.parametrize("status", [EventStatus.POSTPONED, EventStatus.CANCELLED])
def test_calling_an_event_off_calls_off_its_dates_and_putting_it_on_again_too(index, status):
    event = published(parent=index)

    event.status, event.status_note = status, "The trainer is ill."
    event = publish(event)
    off = event.sessions.get()
    assert (off.is_cancelled, off.sequence) == (True, 1)

    event.status = EventStatus.SCHEDULED
    event = publish(event)
    on = event.sessions.get()
    assert (on.pk, on.is_cancelled, on.sequence) == (off.pk, False, 2)


def test_one_date_of_many_can_be_cancelled(index):
    event = published(
        parent=index, dates=[date_block(*FIRST, is_cancelled=True), date_block(*SECOND)]
    )

    assert list(event.sessions.values_list("is_cancelled", flat=True)) == [True, False]


def test_a_copied_event_has_sessions_of_its_own(index):
    event = published(parent=index)

    copy = event.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    publish(copy)

    assert Session.objects.count() == 2
    assert len(set(Session.objects.values_list("uid", flat=True))) == 1


def test_unpublishing_keeps_the_rows(index):
    event = published(parent=index)

    event.unpublish()

    assert event.sessions.count() == 1


def test_the_database_refuses_a_session_that_ends_before_it_starts(index):
    event = published(parent=index, dates=[])

    with pytest.raises(IntegrityError):
        Session.objects.create(event=event, uid=uuid4(), starts_at=SECOND[0], ends_at=FIRST[0])
