"""A worker that dies exactly where it hurts: between two things that belong together."""

import pytest

from mail.enums import BatchState, Outcome
from mail.models import Attempt, Batch, Mailing
from tests.factories.content import identity
from tests.factories.mail import mailing
from tests.factories.newsletters import approved, newsletter_with_archive, reader
from tests.factories.pages import home_page
from tests.faults.course import (
    is_sent,
    let_half_an_hour_pass,
    report_delivered,
    wait_until,
)

EVERYBODY = {f"member{n}@example.org" for n in range(300)}


@pytest.fixture
def start_doomed(start_worker, tmp_path):
    """Starts a worker that dies at this point, once."""

    def start(point):
        return start_worker(concurrency=1, FAILPOINT=point, FAILED=str(tmp_path / "failed"))

    return start


def is_dead(worker):
    return lambda: worker.process.poll() is not None


def all_but_one_are_settled():
    """Those that are no longer uncertain have been taken."""
    open_batches = Batch.objects.open()
    return open_batches.count() == 1 and open_batches.get().state == BatchState.AMBIGUOUS


@pytest.mark.parametrize(
    ("point", "was_taken"),
    [("claimed", False), ("accepted", True), ("before the finish commits", True)],
)
def test_what_a_dead_worker_left_in_doubt_is_settled_by_the_reports(
    start_doomed, start_worker, provider, tick, point, was_taken
):
    sent = mailing(number=300)
    Mailing.objects.update(wave=1)  # else all the others wait for the one that is uncertain
    doomed = start_doomed(point)
    wait_until(is_dead(doomed), meanwhile=tick)
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {Outcome.STARTED}

    start_worker()
    wait_until(all_but_one_are_settled, meanwhile=tick)
    assert provider.ledger.letters == (300 if was_taken else 250)
    for entry in provider.ledger.entries:
        report_delivered(entry.delivery)
    let_half_an_hour_pass()
    wait_until(is_sent(sent), meanwhile=tick)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []


def test_a_mailing_whose_last_batch_is_done_is_closed_though_its_worker_died(
    start_doomed, start_worker, provider, tick
):
    sent = mailing(number=50)
    doomed = start_doomed("finished")
    wait_until(is_dead(doomed), meanwhile=tick)
    assert not is_sent(sent)()

    start_worker()
    wait_until(is_sent(sent), meanwhile=tick)

    assert provider.ledger.letters == 50


@pytest.mark.parametrize(
    ("point", "planned"), [("letters written, before the plan commits", 0), ("planned", 1)]
)
def test_an_edition_whose_planner_dies_is_planned_and_sent_once(
    start_doomed, start_worker, provider, tick, point, planned
):
    identity(organisation_address="1 Example Street\nSampleton", helpline_is_sample=True)
    newsletter = newsletter_with_archive(home_page())
    readers = {f"reader{n}@example.org" for n in range(30)}
    for address in sorted(readers):
        reader(newsletter, address)
    approved(newsletter)
    doomed = start_doomed(point)
    wait_until(is_dead(doomed), meanwhile=tick)
    assert Mailing.objects.filter(key__startswith="edition:").count() == planned

    start_worker()
    wait_until(
        lambda: Mailing.objects.filter(key__startswith="edition:", state="sent").exists(),
        meanwhile=tick,
    )

    assert dict.fromkeys(readers, 1) == {
        address: number for address, number in provider.ledger.counts.items() if address in readers
    }
