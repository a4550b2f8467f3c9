"""A server under the site is restarted while calls to the provider are under way."""

import os
import signal
import time

import psutil
import pytest
from django.db import connection

from cms.embedded.postgres import PID_FILE
from mail.enums import DeliveryStatus, Outcome
from mail.models import Attempt, Delivery
from tests.factories.mail import mailing
from tests.faults.course import is_sent, wait_until

EVERYBODY = {f"member{n}@example.org" for n in range(300)}


@pytest.mark.parametrize("end", ["asked to stop", "killed"])
def test_a_database_restarted_during_the_calls_loses_nobody_and_leaves_no_doubt(
    own_postgres, start_worker, provider, tick, end
):
    provider.script.calls.extend(["ok", "hold", "hold"])
    sent = mailing(number=300)
    worker = start_worker()
    wait_until(lambda: provider.script.held == 2)

    stop(own_postgres, end)
    connection.close()
    provider.script.release.set()
    wait_until(lambda: provider.ledger.letters == 150)
    tick(times=2)
    time.sleep(2)
    own_postgres.start()
    wait_until(is_sent(sent), meanwhile=tick)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []
    assert not Delivery.objects.exclude(status=DeliveryStatus.ACCEPTED).exists()
    assert not Attempt.objects.exclude(outcome=Outcome.ACCEPTED).exists()
    assert worker.process.poll() is None


def stop(server, end):
    """By its own means, or as the kernel does it when memory runs out."""
    if end == "killed":
        number = int((server.folder / PID_FILE).read_text().split("\n", 1)[0])
        os.kill(number, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(number)] if psutil.pid_exists(number) else [], timeout=10)
    server.stop()


def test_a_broker_restarted_during_the_calls_loses_nobody_and_ends_no_worker(
    start_worker, provider, broker, tick
):
    provider.script.calls.extend(["ok", "hold", "hold"])
    sent = mailing(number=300)
    worker = start_worker(prefetch=5)
    wait_until(lambda: provider.script.held == 2)
    tick(times=3)  # which it takes from the broker and cannot begin
    time.sleep(1)

    broker.stop()
    time.sleep(1)
    broker.start()
    provider.script.release.set()
    wait_until(is_sent(sent), meanwhile=tick)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []
    assert not Attempt.objects.exclude(outcome=Outcome.ACCEPTED).exists()
    assert worker.process.poll() is None
