"""Whatever dies: nobody lost, nobody twice. The provider's own ledger is the judge."""

import time

import pytest
from celery import current_app

from mail import outbox, suppression
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome, SuppressionReason
from mail.models import Attempt, Batch, Delivery, Mailing
from tests.factories.mail import envelope, mailing, people
from tests.faults.course import (
    is_sent,
    let_half_an_hour_pass,
    nothing_is_waiting,
    report_delivered,
    wait_until,
)

EVERYBODY = {f"member{n}@example.org" for n in range(1000)}


def test_a_worker_killed_in_mid_send_mails_everybody_exactly_once(start_worker, provider, tick):
    provider.script.calls.extend(["ok"] * 4 + ["hold"] * 2)
    sent = mailing(number=1000)
    worker = start_worker()
    wait_until(lambda: provider.script.held == 2)

    worker.kill()
    provider.script.release.set()
    start_worker()
    wait_until(nothing_is_waiting, meanwhile=tick)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []
    uncertain = Delivery.objects.filter(status=DeliveryStatus.UNKNOWN)
    assert uncertain.count() == 100
    assert Mailing.objects.get().state == MailingState.SENDING

    for batch in Batch.objects.filter(state=BatchState.AMBIGUOUS):
        report_delivered(batch.deliveries.first().pk)
    wait_until(is_sent(sent), meanwhile=tick)

    assert provider.ledger.letters == 1000
    assert not uncertain.exists()


def test_a_worker_that_is_asked_to_leave_ends_its_call_and_leaves_nothing_in_doubt(
    start_worker, provider, tick
):
    provider.script.calls.extend(["ok", "hold", "hold"])
    sent = mailing(number=200)
    leaver = start_worker()
    wait_until(lambda: provider.script.held == 2)

    leaver.process.terminate()
    time.sleep(1)
    provider.script.release.set()
    assert leaver.process.wait(timeout=30) == 0

    assert not Attempt.objects.exclude(outcome=Outcome.ACCEPTED).exists()
    start_worker()
    wait_until(is_sent(sent), meanwhile=tick)
    assert provider.ledger.letters == 200
    assert provider.ledger.twice == []


def test_what_was_in_doubt_goes_again_once_the_reports_prove_that_it_was_not_taken(
    start_worker, provider, tick
):
    provider.script.calls.extend(["ok", "ok", "500"])
    sent = mailing(number=200)
    start_worker()
    wait_until(lambda: not Batch.objects.filter(state=BatchState.READY).exists(), meanwhile=tick)
    wait_until(nothing_is_waiting, meanwhile=tick)

    for delivery in Delivery.objects.exclude(batch__state=BatchState.AMBIGUOUS):
        report_delivered(delivery.pk)
    let_half_an_hour_pass()
    wait_until(is_sent(sent), meanwhile=tick)

    assert set(provider.ledger.counts) == {f"member{n}@example.org" for n in range(200)}
    assert provider.ledger.twice == []


def test_a_redelivered_task_and_many_ticks_at_once_make_one_send(start_worker, provider, tick):
    sent = mailing(number=1000)
    for _ in range(10):
        current_app.send_task("mail.tasks.pump", args=["bulk"], queue="mail")
    tick(times=4)

    start_worker()
    start_worker()
    wait_until(is_sent(sent), meanwhile=lambda: tick(times=2))

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []
    assert provider.hits == Attempt.objects.count() == 20


def test_with_the_broker_down_posting_and_planning_succeed_and_the_work_is_done_later(
    start_worker, provider, broker, tick
):
    worker = start_worker()
    wait_until(lambda: "ready." in worker.log.read_text())
    broker.stop()

    began = time.monotonic()
    sent = mailing(number=100)
    code = outbox.post(envelope(), key="code:1")
    assert time.monotonic() - began < 5
    assert provider.hits == 0

    broker.start()
    wait_until(lambda: is_sent(sent)() and is_sent(code)(), meanwhile=tick)

    assert provider.ledger.letters == 101
    assert provider.ledger.twice == []


def test_a_batch_that_was_accepted_before_the_provider_failed_is_not_sent_again(
    start_worker, provider, tick
):
    provider.script.calls.extend(["ok", "accept_500", "ok", "accept_reset", "ok", "accept_badjson"])
    sent = mailing(number=1000)

    worker = start_worker()
    wait_until(nothing_is_waiting, meanwhile=tick)
    tick(times=3)
    time.sleep(1)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []
    assert Attempt.objects.filter(outcome=Outcome.UNKNOWN).count() == 3
    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING
    assert worker.stop() == 0


def test_a_frozen_worker_that_wakes_after_its_lease_only_reports(start_worker, provider, tick):
    provider.script.calls.extend(["ok", "hold", "hold"])
    sent = mailing(number=150)
    frozen = start_worker()
    wait_until(lambda: provider.script.held == 2)

    frozen.freeze()
    provider.script.release.set()
    start_worker()
    wait_until(
        lambda: Batch.objects.filter(state=BatchState.AMBIGUOUS).count() == 2, meanwhile=tick
    )
    frozen.thaw()
    wait_until(is_sent(sent), meanwhile=tick)

    assert provider.hits == 3
    assert provider.ledger.letters == 150
    assert not Delivery.objects.exclude(status=DeliveryStatus.ACCEPTED).exists()


def test_who_leaves_during_the_send_is_not_mailed_any_more(start_worker, provider, tick):
    provider.script.calls.extend(["ok", "hold", "hold"])
    users = people(200)
    sent = mailing(users)
    start_worker()
    wait_until(lambda: provider.script.held == 2)

    waiting = Delivery.objects.filter(batch__state=BatchState.READY).order_by("pk")
    leaver, erased = waiting[0], waiting[1]
    suppression.suppress(leaver.address, reason=SuppressionReason.UNSUBSCRIBED, scope=sent.scope)
    erased.recipient.delete()
    provider.script.release.set()
    wait_until(is_sent(sent), meanwhile=tick)

    assert leaver.address not in provider.ledger.counts
    assert erased.address not in provider.ledger.counts
    assert provider.ledger.letters == 198
    assert Delivery.objects.get(pk=leaver.pk).status == DeliveryStatus.SUPPRESSED
    assert Delivery.objects.get(pk=erased.pk).status == DeliveryStatus.CANCELLED
    assert Delivery.objects.get(pk=erased.pk).address is None


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_service_letter_is_not_lost_when_its_worker_dies(start_worker, provider, tick, moment):
    provider.script.calls.append("hold")
    code = outbox.post(envelope(), key="code:1")
    worker = start_worker()
    wait_until(lambda: provider.script.held == 1)

    if moment == "after":
        provider.script.release.set()
        wait_until(lambda: provider.ledger.letters == 1)
    worker.kill()
    provider.script.release.set()
    start_worker()
    wait_until(is_sent(code), meanwhile=tick)

    assert provider.ledger.letters >= 1
