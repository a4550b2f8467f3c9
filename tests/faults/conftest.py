import fcntl
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from celery import current_app
from kombu import pools

from cms.embedded.valkey import Valkey
from mail.providers import profiles
from tests.faults.workers import Worker
from tests.provider import StandIn


@pytest.fixture(autouse=True)
def one_at_a_time():
    """Faults wait for clocks: two at once, in two processes of the tests, would be too slow."""
    with (Path(tempfile.gettempdir()) / "alongside-faults.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(autouse=True)
def committed(transactional_db):
    """Another process must see the rows."""


@pytest.fixture
def broker(tmp_path, monkeypatch):
    """A broker of this test's own, which it may stop."""
    server = Valkey(tmp_path / "broker", lasting=False)
    server.start()
    address = server.address.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    monkeypatch.setattr(current_app.conf, "broker_url", address)
    _forget_connections()
    assert current_app.conf.broker_write_url == address, "another test kept a broker of its own"
    yield server
    server.stop()
    _forget_connections()


def _forget_connections():
    pools.reset()
    current_app._pool = None
    current_app.amqp._producer_pool = None


@pytest.fixture
def small_batches(monkeypatch):
    """Has a newsletter planned in many batches: of 50, unless told otherwise."""

    def plan_in(size):
        small = replace(profiles.MAILGUN, batch_size=size)
        monkeypatch.setitem(profiles.PROFILES, "mailgun", small)

    plan_in(50)
    return plan_in


@pytest.fixture
def provider(settings, small_batches):
    """A stand-in for Mailgun."""
    settings.EMAIL_PROVIDER = "mailgun"
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def start_worker(tmp_path, broker, provider):
    """Starts real workers; at the end none of them may have tripped over a fault of ours."""
    workers = []

    def start(**options):
        given = {
            "REDIS_URL": broker.address,
            "EMAIL_PROVIDER": "mailgun",
            "MAILGUN_API_URL": provider.url,
        }
        worker = Worker(tmp_path / f"worker-{len(workers)}.log", **(given | options))
        workers.append(worker)
        return worker

    yield start
    complaints = [line for worker in workers for line in worker.complaints]
    for worker in workers:
        sys.stdout.write(worker.log.read_text(errors="replace")[-4000:])  # shown if it failed
        worker.thaw()
        worker.kill()
    assert complaints == []


@pytest.fixture
def tick(broker):
    """What beat does."""

    def send(times=1):
        for _ in range(times):
            current_app.send_task("cms.tasks.tick", queue="default", expires=3)

    return send
