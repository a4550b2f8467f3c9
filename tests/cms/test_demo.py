"""`make demo` as a stranger meets it: started, stopped, killed, started again."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from cms import leftovers, procfile
from tests.architecture.files import ROOT
from tests.databases import migrated_template

PATIENCE = 240
"""Seconds. On a quiet machine a start takes ten."""


class Demo:
    """A running `manage.py demo`, and everything it has said."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.words = ""
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.ended()

    def _listen(self):
        with self.process.stdout as words:
            for line in words:
                self.words += line

    def wait_for(self, phrase):
        until = time.monotonic() + PATIENCE
        while phrase not in self.words:
            assert time.monotonic() < until, self.words
            assert self.process.poll() is None, self.words
            time.sleep(0.1)

    def end(self, number):
        self.process.send_signal(number)
        return self.ended()

    def ended(self):
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code


LAST_WORDS = 20
"""Seconds in which a server that was ended may still write something down."""


@pytest.fixture
def var():
    folder = Path(tempfile.mkdtemp(prefix="alongside-"))
    yield folder
    leftovers.end_leftovers(folder / "run")
    until = time.monotonic() + LAST_WORDS
    while folder.exists() and time.monotonic() < until:
        shutil.rmtree(folder, ignore_errors=True)
    assert not folder.exists()


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def database(django_db_blocker):
    """The address of a database that is migrated and empty: migrating is tested elsewhere."""
    with django_db_blocker.unblock():
        template = migrated_template()
    address = urlsplit(os.environ["DATABASE_URL"])
    name = f"demo_{os.getpid()}"
    names = [sql.Identifier(name), sql.Identifier(template)]
    with psycopg.connect(address._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        yield address._replace(path=f"/{name}").geturl()
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(names[0]))


@pytest.fixture
def environment(var, port, database):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {
        "VAR_DIR": str(var),
        "PORT": str(port),
        "DATABASE_URL": database,
        "DEMO_MEMBERS": "3",
        "WEB_CONCURRENCY": "1",
    }


def answer(port, address):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", address)
    status = line.getresponse().status
    line.close()
    return status


def test_the_demo_says_how_to_sign_in_and_leaves_nothing_behind(environment, var, port):
    with Demo(environment) as demo:
        demo.wait_for("The demo is ready")
        demo.wait_for("└")
        for word in (
            f"http://127.0.0.1:{port}/",
            "editor@example.org",
            "publisher@example.org",
            "member@example.org",
            "alongside-demo",
            "/mailbox/",
            "/admin/",
        ):
            assert word in demo.words
        assert answer(port, "/health/ready") == 200
        assert answer(port, "/") == 200

        with Demo(environment) as another:
            assert another.ended() == 1
            assert another.words.startswith(f"The site already runs from {var}. Stop it first")

        assert demo.end(signal.SIGINT) == 0
        assert "Traceback" not in demo.words
        assert "The demo has stopped" in demo.words
    assert procfile.port_is_free("127.0.0.1", port)
    assert list((var / "run").glob("*.process")) == []


def test_a_demo_that_was_killed_does_not_block_the_next(environment, var, port):
    with Demo(environment) as first:
        first.wait_for("The demo is ready")
        assert "Loading the sample content" in first.words
        assert first.end(signal.SIGKILL) == -signal.SIGKILL

    with Demo(environment) as second:
        second.wait_for("The demo is ready")
        assert "Loading the sample content" not in second.words

        os.kill(int((var / "run" / "beat.process").read_text()), signal.SIGKILL)
        assert second.ended() == 1
        assert "The process “beat” ended by itself" in second.words
    assert procfile.port_is_free("127.0.0.1", port)


def test_a_port_that_somebody_else_uses_is_one_sentence(environment, port):
    with socket.create_server(("127.0.0.1", port)), Demo(environment) as demo:
        code = demo.ended()

    assert code == 1
    assert demo.words == f"Port {port} is in use by another program. Set PORT to a free one.\n"
