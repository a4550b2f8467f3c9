"""Clocks that are wrong, and two clocks that both strike."""

from functools import partial

import pytest

from mail.enums import BatchState, Outcome
from mail.models import Attempt, Batch, Mailing
from newsletters.models import Dispatch
from tests.factories.content import identity
from tests.factories.mail import mailing
from tests.factories.newsletters import approved, newsletter_with_archive, reader
from tests.factories.pages import home_page
from tests.faults.course import is_sent, nothing_is_waiting, report_delivered, wait_until

EVERYBODY = {f"member{n}@example.org" for n in range(300)}
HOURS = [-2, 2]


@pytest.fixture
def tick_there(tick, hours):
    """By a beat on the same host: Celery's workers throw away calls that look too old to them."""
    return partial(tick, hours=max(0, hours))


def test_two_beats_and_two_workers_make_one_send_of_an_edition(start_worker, start_beat, provider):
    identity(organisation_address="1 Example Street\nSampleton", helpline_is_sample=True)
    newsletter = newsletter_with_archive(home_page())
    readers = {f"reader{n}@example.org" for n in range(120)}
    for address in sorted(readers):
        reader(newsletter, address)
    dispatch = approved(newsletter)

    beats = [start_beat(), start_beat()]
    wait_until(lambda: all(beat.has_struck for beat in beats))
    start_worker()
    start_worker()
    wait_until(lambda: Dispatch.objects.filter(pk=dispatch.pk, state="sent").exists())

    assert Mailing.objects.filter(key=f"edition:{dispatch.pk}").count() == 1
    to_readers = {who: n for who, n in provider.ledger.counts.items() if who in readers}
    assert to_readers == dict.fromkeys(readers, 1)


@pytest.mark.parametrize("hours", HOURS)
def test_a_host_whose_clock_is_wrong_sends_everything_once_all_by_itself(
    start_worker, provider, tick_there, hours
):
    sent = mailing(number=300)
    start_worker(CLOCK_HOURS=str(hours))
    wait_until(is_sent(sent), meanwhile=tick_there)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []


@pytest.mark.parametrize("hours", HOURS)
def test_a_worker_whose_clock_is_wrong_takes_nothing_from_one_at_work(
    start_worker, provider, tick_there, hours
):
    provider.script.calls.extend(["ok", "hold", "hold"])
    sent = mailing(number=300)
    start_worker(MAIL_LEASE_SECONDS="60")
    wait_until(lambda: provider.script.held == 2)

    start_worker(CLOCK_HOURS=str(hours), MAIL_LEASE_SECONDS="60")
    wait_until(four_batches_are_done, meanwhile=lambda: tick_there(times=3))
    assert Batch.objects.filter(state=BatchState.SENDING).count() == 2
    provider.script.release.set()
    wait_until(is_sent(sent), meanwhile=tick_there)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []
    assert not Attempt.objects.exclude(outcome=Outcome.ACCEPTED).exists()


@pytest.mark.parametrize("hours", HOURS)
def test_no_wrong_clock_has_what_is_uncertain_sent_again_before_reports_could_come(
    start_worker, provider, tick_there, hours
):
    provider.script.calls.extend(["ok", "ok", "accept_500"])
    mailing(number=200)
    start_worker(CLOCK_HOURS=str(hours))
    wait_until(nothing_is_waiting, meanwhile=tick_there)

    for delivery in sorted(provider.ledger.entries, key=lambda entry: int(entry.delivery)):
        if uncertain_batch_holds(delivery.delivery):
            continue
        report_delivered(delivery.delivery)
    for worker in (start_worker(CLOCK_HOURS=str(hours)), start_worker()):
        wait_until(lambda worker=worker: worker.ticks >= 2, meanwhile=tick_there)

    assert provider.ledger.twice == []
    assert Batch.objects.get(state=BatchState.AMBIGUOUS).attempt_count == 1


def four_batches_are_done():
    return Batch.objects.filter(state=BatchState.DONE).count() == 4


def uncertain_batch_holds(delivery_id):
    uncertain = Batch.objects.filter(state=BatchState.AMBIGUOUS)
    return uncertain.filter(deliveries=int(delivery_id)).exists()
