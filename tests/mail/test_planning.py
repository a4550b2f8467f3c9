"""Freezing who gets which letter."""

import json
import threading
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, Value
from django.test.utils import CaptureQueriesContext

from mail.enums import DeliveryStatus, MailingState
from mail.models import Batch, Delivery, Letter, Mailing
from mail.planning import Group
from mail.providers import profiles
from tests.factories.mail import mailing, people, recipients, words

pytestmark = pytest.mark.django_db


def test_everything_is_written_down_before_anything_is_sent():
    planned = mailing(number=5)

    assert planned.state == MailingState.SENDING
    assert planned.prepared_at is not None
    assert (planned.candidates, planned.planned, planned.excluded) == (5, 5, {})
    assert Delivery.objects.filter(status=DeliveryStatus.PENDING).count() == 5
    assert Batch.objects.get().size == 5
    assert Letter.objects.get().subject == "Hub News"


def test_planning_twice_is_planning_once():
    users = people(3)

    first = mailing(users)
    people(2, "late")
    second = mailing(get_user_model().objects.all())

    assert first == second
    assert Mailing.objects.count() == 1
    assert Delivery.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_who_plan_at_once_make_one_mailing():
    users = people(50)
    start, made = threading.Barrier(4), []

    def plan():
        start.wait()
        made.append(mailing(users).pk)
        connection.close()

    threads = [threading.Thread(target=plan) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 1
    assert Delivery.objects.count() == 50


def test_a_fault_in_the_middle_leaves_nothing():
    users = people(3)

    def groups():
        yield Group(words(), recipients(users))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        mailing(users, groups=groups())

    assert not Mailing.objects.exists()
    assert not Delivery.objects.exists()


def test_who_is_in_two_groups_gets_one_letter_and_the_numbers_still_add_up():
    users = people(4)
    schools, police = users[:3], users[1:]
    groups = [
        Group(words("For schools"), recipients(schools)),
        Group(words("For police"), recipients(police)),
    ]

    planned = mailing(users, groups=groups, candidates=6)

    assert planned.planned == 4
    assert planned.excluded == {"duplicate": 2}
    assert Delivery.objects.filter(batch__letter__subject="For schools").count() == 3
    assert Delivery.objects.filter(batch__letter__subject="For police").count() == 1


def test_two_people_with_one_address_make_one_letter():
    users = people(3)
    same = users.values_list("pk", Value("team@example.org"), Value("t", CharField()))

    planned = mailing(users, groups=[Group(words(), same)])

    assert planned.planned == 1
    assert planned.excluded == {"duplicate": 2}


@pytest.mark.parametrize("address", ["", "no-at.example.org", "a b@example.org", "é@example.org"])
def test_an_address_that_no_provider_takes_does_not_spoil_a_batch(address):
    users = people(2)
    users.filter(email="member0@example.org").update(email=address)

    planned = mailing(users)

    assert planned.planned == 1
    assert planned.excluded == {"undeliverable": 1}


def test_who_leaves_between_counting_and_freezing_is_accounted_for():
    users = people(2)

    planned = mailing(users, candidates=5, excluded={"paused": 1})

    assert planned.candidates == 5
    assert planned.excluded == {"paused": 1, "changed_meanwhile": 2}


def test_who_joins_between_counting_and_freezing_is_accounted_for():
    planned = mailing(number=3, candidates=1)

    assert (planned.candidates, planned.planned) == (3, 3)


def test_a_mailing_to_nobody_is_planned_and_ends():
    users = get_user_model().objects.none()

    planned = mailing(users)

    assert planned.planned == 0
    assert not Batch.objects.exists()


def test_equal_words_are_kept_once_and_their_batches_numbered_on(monkeypatch):
    small = type(profiles.FILES)(name="files", backend=profiles.FILES.backend, batch_size=2)
    monkeypatch.setitem(profiles.PROFILES, "files", small)
    users = people(6)
    groups = [Group(words(), recipients(users[:3])), Group(words(), recipients(users[3:]))]

    planned = mailing(users, groups=groups)

    assert planned.planned == 6
    assert Letter.objects.count() == 1
    assert sorted(Batch.objects.values_list("seq", "size")) == [(0, 2), (1, 1), (2, 2), (3, 1)]


def test_the_number_of_statements_does_not_grow_with_the_audience():
    few, many = people(2, "few"), people(300, "many")

    with CaptureQueriesContext(connection) as first:
        mailing(few, key="few")
    with CaptureQueriesContext(connection) as second:
        mailing(many, key="many")

    assert len(second) == len(first)
    assert len(first) < 15


def test_a_letter_is_in_a_batch_of_its_own_mailing():
    mailing(number=1)
    other = mailing(people(1, "other"), key="hub-news:2")

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="batch_is_of_the_mailing"), transaction.atomic():
        Delivery.objects.exclude(mailing=other).update(batch=other.batches.get())


class Explained:
    """What the database did for the statement that freezes, tried once and taken back before."""

    def __call__(self, execute, sql, params, many, context):
        if "INSERT INTO mail_delivery" in sql:
            with transaction.atomic():
                execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params, many, context)
                told = context["cursor"].fetchone()[0]
                self.plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
                transaction.set_rollback(True)
        return execute(sql, params, many, context)

    def most_rows(self):
        """The most that any step of it looked at, over all its repetitions."""
        steps, most = [self.plan], 0
        while steps:
            step = steps.pop()
            steps += step.get("Plans", [])
            most = max(most, step["Actual Rows"] * step["Actual Loops"])
        return most


def test_recipients_and_batches_are_not_multiplied_in_planning(monkeypatch):
    few = replace(profiles.PROFILES["files"], batch_size=2)
    monkeypatch.setitem(profiles.PROFILES, "files", few)
    users, explained = people(400), Explained()
    mailing(users)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    with connection.execute_wrapper(explained):
        planned = mailing(users, key="hub-news:2")

    assert planned.batches.count() == 200
    assert explained.most_rows() <= 2 * 400
