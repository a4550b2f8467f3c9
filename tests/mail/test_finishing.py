"""What a hand-over came to is written down by its owner alone, and facts never fall back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mail import batches, claiming, finishing, resolving
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome, Policy, Stream
from mail.models import Attempt, Batch, Delivery, Mailing
from mail.providers import profiles
from mail.providers.claims import Report
from mail.providers.handover import Courier
from mail.sweeping import sweep
from tests.factories.mail import mailing, send_everything

pytestmark = pytest.mark.django_db


def claim():
    return claiming.claim(Stream.BULK, provider="mailgun")


def accepted(taken):
    return Report(accepted=dict.fromkeys(taken.ids, "<id>"))


def expire():
    Batch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()


def statuses():
    return set(Delivery.objects.values_list("status", flat=True))


def test_a_batch_whose_worker_is_gone_is_uncertain_and_stays_so():
    sent = mailing(number=2)
    claim()

    expire()
    sweep()

    batch = Batch.objects.get()
    assert batch.state == BatchState.AMBIGUOUS
    assert statuses() == {DeliveryStatus.UNKNOWN}
    assert Attempt.objects.get().outcome == Outcome.UNKNOWN
    assert claim() is None
    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING


def test_a_worker_thought_dead_may_still_say_how_it_ended():
    sent = mailing(number=2)
    taken = claim()
    expire()

    finishing.finish(taken, accepted(taken))

    assert Batch.objects.get().state == BatchState.DONE
    assert statuses() == {DeliveryStatus.ACCEPTED}
    assert Attempt.objects.get().outcome == Outcome.ACCEPTED
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_who_lost_the_batch_to_another_cannot_finish_it():
    mailing(number=2, policy=Policy.RESEND)
    late = claim()
    expire()
    Batch.objects.update(resolve_after=timezone.now())
    sweep()
    current = claim()

    finishing.finish(late, Report(not_sent=late.ids))

    batch = Batch.objects.get()
    assert (batch.state, batch.owner) == (BatchState.SENDING, current.owner)

    finishing.finish(late, accepted(late))

    assert Batch.objects.get().state == BatchState.SENDING
    assert statuses() == {DeliveryStatus.ACCEPTED}


def test_finishing_twice_is_finishing_once():
    sent = mailing(number=2)
    taken = claim()

    finishing.finish(taken, accepted(taken))
    finishing.finish(taken, accepted(taken))

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_where_twice_is_once_a_lost_batch_simply_goes_again(mailbox):
    mailing(number=2)
    with Courier(profiles.FILES) as courier:
        taken = claiming.claim(Stream.BULK, provider="files")
        courier.carry(taken, seconds=10)

    expire()
    send_everything()

    assert len(list(mailbox.glob("*.eml"))) == 2
    assert Attempt.objects.count() == 2
    assert statuses() == {DeliveryStatus.ACCEPTED}


@pytest.mark.parametrize("policy", [Policy.AT_MOST_ONCE, Policy.RESEND])
def test_a_policy_decides_what_nobody_knows_once_its_time_has_come(policy):
    mailing(number=2, policy=policy)
    claim()
    expire()
    assert Batch.objects.get().state == BatchState.AMBIGUOUS

    Batch.objects.update(resolve_after=timezone.now())
    sweep()

    if policy == Policy.RESEND:
        assert len(claim().recipients) == 2
    else:
        assert Batch.objects.get().state == BatchState.DONE
        assert statuses() == {DeliveryStatus.UNKNOWN}
        assert Mailing.objects.get().state == MailingState.SENT


def test_a_letter_that_may_go_twice_does_not_go_for_ever():
    mailing(number=1, policy=Policy.RESEND)

    for _ in range(5):
        if claim():
            expire()
        Batch.objects.filter(state=BatchState.AMBIGUOUS).update(resolve_after=timezone.now())
        sweep()

    assert Attempt.objects.count() == 3
    assert Mailing.objects.get().state == MailingState.SENT


def test_a_status_never_falls_not_even_by_hand():
    mailing(number=1)
    delivery = Delivery.objects.get()
    Delivery.objects.filter(pk=delivery.pk).rise(DeliveryStatus.DELIVERED)

    assert Delivery.objects.filter(pk=delivery.pk).rise(DeliveryStatus.ACCEPTED) == 0
    Delivery.objects.accept({delivery.pk: "<id>"})
    assert Delivery.objects.get().status == DeliveryStatus.DELIVERED

    with pytest.raises(IntegrityError, match="cannot fall"), transaction.atomic():
        Delivery.objects.update(status=DeliveryStatus.PENDING)


def test_a_mailing_whose_numbers_do_not_add_up_is_never_called_sent(caplog):
    sent = mailing(number=2)
    Mailing.objects.update(planned=3, candidates=3)

    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.PAUSED
    assert sent.paused_reason == "3 letters were planned and 2 are on record."


def test_a_mailing_in_which_somebody_was_forgotten_is_never_called_sent(caplog):
    sent = mailing(number=2)
    Batch.objects.update(state=BatchState.DONE)

    sweep()

    sent.refresh_from_db()
    assert sent.state == MailingState.PAUSED
    assert "2 letters were never handed over" in sent.paused_reason


def test_a_worker_held_up_before_the_hand_over_does_not_hand_over(mailbox, settings):
    mailing(number=1)
    settings.MAIL_LEASE_SECONDS = 0

    with Courier(profiles.FILES) as courier:
        batches.send_next(Stream.BULK, courier)

    assert not mailbox.exists()
    assert Batch.objects.get().state == BatchState.READY
    assert statuses() == {DeliveryStatus.PENDING}


@pytest.mark.django_db(transaction=True)
def test_a_database_connection_cut_after_acceptance_loses_nothing(provider):
    sent = mailing(number=3)
    with Courier(profiles.current()) as courier:
        taken = claim()
        report = courier.carry(taken, seconds=10)
        cut_connection()

        finishing.finish(taken, report)

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert provider.ledger.letters == 3


def cut_connection():
    """As when PostgreSQL restarts."""
    victim = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [victim])
    other.close()


def test_an_uncertain_batch_always_knows_when_to_be_looked_at_again():
    mailing(number=1)
    claim()

    with pytest.raises(IntegrityError, match="batch_doubt_has_an_end"), transaction.atomic():
        Batch.objects.update(state=BatchState.AMBIGUOUS)


def test_resolving_leaves_alone_what_a_person_should_decide():
    mailing(number=1)
    claim()
    expire()
    Batch.objects.update(resolve_after=timezone.now() - timedelta(days=9))

    resolving.resolve()

    assert Batch.objects.get().state == BatchState.AMBIGUOUS
