"""The tick: every chore has its turn."""

from datetime import UTC, datetime, timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from wagtail.models import Page

from cms import tasks
from cms.celery import app
from content.models import Feedback
from tests.factories.pages import home_page


def test_a_chore_that_fails_keeps_no_other_from_its_turn(monkeypatch, caplog):
    done = []

    def fail():
        raise ValueError("ada@example.org is taken")

    monkeypatch.setattr(tasks, "CHORES", (fail, lambda: done.append("second")))

    tasks.tick()

    assert done == ["second"]
    assert "fail failed: ValueError at " in caplog.text
    assert "ada@example.org" not in caplog.text


def test_a_tick_out_of_time_leaves_the_rest_to_the_next(monkeypatch, caplog):
    done = []

    def dawdle():
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(tasks, "CHORES", (dawdle, lambda: done.append("second")))

    tasks.tick()

    assert done == []
    assert "took too long" in caplog.text


@pytest.mark.django_db
def test_a_page_whose_hour_has_come_is_published_by_the_tick():
    page = Page.objects.get(depth=2).add_child(instance=Page(title="Later", live=False))
    an_hour_ago = timezone.now() - timedelta(hours=1)
    page.save_revision(approved_go_live_at=an_hour_ago)

    tasks.tick()

    page.refresh_from_db()
    assert page.live


@pytest.mark.django_db
def test_a_page_whose_hour_is_to_come_stays_unpublished():
    page = Page.objects.get(depth=2).add_child(instance=Page(title="Later", live=False))
    page.save_revision(approved_go_live_at=datetime(2999, 1, 1, tzinfo=UTC))

    tasks.tick()

    page.refresh_from_db()
    assert not page.live


@pytest.mark.django_db
def test_what_readers_said_is_forgotten_after_a_year():
    long_ago = timezone.now() - timedelta(days=366)
    Feedback.objects.create(page=home_page(), was_useful=True, made_at=long_ago)

    tasks.tick()

    assert not Feedback.objects.exists()


def test_beat_knows_one_task_and_a_tick_nobody_took_does_not_pile_up(settings):
    (entry,) = app.conf.beat_schedule.values()

    assert entry["task"] == tasks.tick.name
    assert entry["options"]["expires"] == entry["schedule"] == settings.TICK_SECONDS


def test_results_are_kept_nowhere_and_messages_outlive_no_task():
    longest = app.conf.broker_transport_options["visibility_timeout"]

    assert app.conf.task_ignore_result
    assert app.conf.result_backend is None
    assert not app.conf.task_acks_late
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < longest
