import fcntl
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection
from kombu import pools

from cms.embedded.postgres import NAME as POSTGRES_NAME
from cms.embedded.postgres import Postgres
from cms.embedded.valkey import Valkey
from cms.embedded.wheels import postgres_program
from mail.providers import profiles
from tests.faults.workers import Beat, Worker, address_of_database
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
def own_postgres(tmp_path, transactional_db):
    """A database server of this test's own, which it may stop; its rows survive that."""
    server = Postgres(tmp_path / "postgres")
    server.start()
    connection.close()
    shared = connection.settings_dict
    template = address_of_database(shared | {"NAME": shared["TEST"]["TEMPLATE"]})
    _copy(template, server.address)
    own = {"HOST": str(server.sockets), "NAME": POSTGRES_NAME, "USER": POSTGRES_NAME}
    connection.settings_dict = shared | own
    yield server
    connection.close()
    connection.settings_dict = shared
    server.stop()


def _copy(source, target):
    dump = [postgres_program("pg_dump"), "--no-owner", "--format=custom", source]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
        restore = [postgres_program("pg_restore"), "--no-owner", "--exit-on-error"]
        subprocess.run([*restore, "--dbname", target], stdin=dumping.stdout, check=True)
    assert dumping.returncode == 0


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
def start_beat(tmp_path, broker):
    """Starts real beats."""
    beats = []

    def start():
        beat = Beat(tmp_path / f"beat-{len(beats)}.log", REDIS_URL=broker.address)
        beats.append(beat)
        return beat

    yield start
    for beat in beats:
        beat.kill()
    assert [line for beat in beats for line in beat.complaints] == []


@pytest.fixture
def tick(broker):
    """What beat does, on a host whose clock is `hours` ahead."""

    def send(times=1, hours=0):
        for _ in range(times):
            current_app.send_task("cms.tasks.tick", queue="default", expires=3 + 3600 * hours)

    return send
