"""One worker gets a batch, and only those still to be mailed are in it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mail import claiming, outbox, suppression
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome, Stream, SuppressionReason
from mail.models import Attempt, Batch, Delivery, Mailing
from mail.providers.profiles import FILES
from tests.factories.mail import SCOPE, envelope, mailing, people, send_everything

pytestmark = pytest.mark.django_db


def claim(stream=Stream.BULK):
    return claiming.claim(stream, provider="files")


def test_the_attempt_is_written_down_before_anybody_hears_of_the_letter():
    mailing(number=3)

    taken = claim()

    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.recipients, attempt.number) == (Outcome.STARTED, 3, 1)
    batch = Batch.objects.get()
    assert batch.state == BatchState.SENDING
    assert batch.owner == taken.owner
    assert batch.lease_until > timezone.now()


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_get_different_batches(monkeypatch):
    monkeypatch.setattr("mail.providers.profiles.PROFILES", {"files": small(FILES, 1)})
    mailing(number=12)
    Mailing.objects.update(wave=9)
    taken, start = [], threading.Barrier(6)

    def work():
        start.wait()
        while one := claim():
            taken.append(one)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == 12
    assert len({one.batch_id for one in taken}) == 12
    assert len({one.recipients[0].address for one in taken}) == 12


def small(profile, size):
    return type(profile)(
        **{name: getattr(profile, name) for name in profile.__slots__} | {"batch_size": size}
    )


def test_a_newsletter_waits_its_hour_and_a_paused_one_waits_for_a_person():
    soon = timezone.now() + timedelta(hours=1)
    mailing(number=1, not_before=soon)
    paused = mailing(people(1, "other"), key="hub-news:2")
    Mailing.objects.filter(pk=paused.pk).update(state=MailingState.PAUSED)

    assert claim() is None


def test_newsletters_and_service_letters_do_not_wait_for_each_other():
    mailing(number=1)
    outbox.post(envelope(), key="code:1")

    assert claim(Stream.SERVICE).stream == Stream.SERVICE
    assert claim(Stream.SERVICE) is None
    assert claim(Stream.BULK).stream == Stream.BULK


@pytest.mark.parametrize("scope", [SCOPE, suppression.EVERYTHING])
def test_who_stopped_it_after_it_was_planned_is_not_mailed(scope):
    mailing(number=3)
    suppression.suppress("Member1@Example.org", reason=SuppressionReason.UNSUBSCRIBED, scope=scope)

    taken = claim()

    assert [r.address for r in taken.recipients] == ["member0@example.org", "member2@example.org"]
    assert Delivery.objects.get(address="member1@example.org").status == DeliveryStatus.SUPPRESSED


def test_who_stopped_another_newsletter_still_gets_this_one():
    mailing(number=1)
    suppression.suppress(
        "member0@example.org", reason=SuppressionReason.UNSUBSCRIBED, scope="newsletter:2"
    )

    assert len(claim().recipients) == 1


def test_who_was_erased_is_not_mailed_and_leaves_no_address():
    users = people(2)
    mailing(users)
    users.get(email="member0@example.org").delete()

    taken = claim()

    assert [r.address for r in taken.recipients] == ["member1@example.org"]
    erased = Delivery.objects.get(recipient=None)
    assert (erased.address, erased.token, erased.status) == (None, "", DeliveryStatus.CANCELLED)


def test_whose_account_was_closed_is_not_mailed():
    users = people(2)
    mailing(users)
    users.filter(email="member0@example.org").update(is_active=False)

    assert [r.address for r in claim().recipients] == ["member1@example.org"]


def test_a_batch_with_nobody_left_is_done_without_an_attempt_and_the_mailing_ends():
    users = people(2)
    sent = mailing(users)
    users.delete()

    assert claim() is None

    assert not Attempt.objects.exists()
    assert Batch.objects.get().state == BatchState.DONE
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


@pytest.mark.parametrize(
    ("reason", "stopped"),
    [
        (SuppressionReason.BOUNCE, True),
        (SuppressionReason.STAFF, True),
        (SuppressionReason.COMPLAINT, False),
        (SuppressionReason.UNSUBSCRIBED, False),
        (SuppressionReason.ERASED, False),
    ],
)
def test_who_only_wants_no_newsletter_still_gets_the_code_they_ask_for(mailbox, reason, stopped):
    suppression.suppress("ada@example.org", reason=reason)
    outbox.post(envelope(to="ada@example.org"), key="code:1")

    send_everything()

    assert (Delivery.objects.get().status == DeliveryStatus.SUPPRESSED) is stopped
    assert len(list(mailbox.glob("*.eml"))) == (0 if stopped else 1)
