"""The whole site as its own processes: web server, workers and beat, as `make demo` runs them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

from tests.databases import migrated_template

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180
"""Seconds a start or a send may take on a busy machine."""


@dataclass(frozen=True)
class RunningSite:
    """Its address, its database and its mailbox, as somebody outside sees them."""

    url: str
    database: str
    folder: Path

    def query(self, statement: str, *values: object) -> list[tuple]:
        """Look into the database, or turn its clock, as no page can."""
        with psycopg.connect(self.database, autocommit=True) as server:
            cursor = server.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def letters(self, subject: str) -> dict[str, EmailMessage]:
        """The editions with these words in the subject, by recipient. Two to one are an error."""
        found: dict[str, EmailMessage] = {}
        for path in (self.folder / "mailbox").rglob("*.eml"):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            if letter["List-Id"] and subject in letter["Subject"]:
                assert letter["To"] not in found, f"two letters to {letter['To']}"
                found[letter["To"]] = letter
        return found

    def wait_for(self, statement: str, *values: object) -> tuple:
        """The first row, as soon as there is one."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if rows := self.query(statement, *values):
                return rows[0]
            time.sleep(0.3)
        raise AssertionError(f"Nothing came of: {statement}")


@contextmanager
def running_site(folder: Path, **environment: str) -> Iterator[RunningSite]:
    """Start the demo on a database of its own; end it with Ctrl-C and see that it ends well."""
    template = migrated_template()
    name = f"journey_{os.getpid()}"
    address = os.environ["DATABASE_URL"].replace("/alongside?", f"/{name}?")
    assert address != os.environ["DATABASE_URL"]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    connection.close()
    port = _free_port()
    log = folder / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
                "DATABASE_URL": address,
                "VAR_DIR": str(folder),
                "PORT": str(port),
                "TICK_SECONDS": "1",
                "WEB_CONCURRENCY": "1",
            }
            | environment,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process, log)
        yield RunningSite(url=url, database=address, folder=folder)
        assert process.poll() is None, log.read_text()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0, log.read_text()
        assert "Traceback" not in log.read_text()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_until_ready(url: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=5):  # noqa: S310 (our own)
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text())
