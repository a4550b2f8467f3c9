"""Real Celery workers, to be killed."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The address of the database of this test."""
    settings = connection.settings_dict
    query = f"host={quote(settings['HOST'], safe='')}&port={settings['PORT']}"
    return f"postgresql://{settings['USER']}@/{settings['NAME']}?{query}"


class Worker:
    """A worker process with its children, which write to one log."""

    def __init__(self, log: Path, **environment: str) -> None:
        self.log = log
        command = [
            *(sys.executable, "-m", "celery", "--app", "cms.celery", "worker"),
            *("--queues", "default,mail", "--concurrency", "2", "--loglevel", "INFO"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ]
        given = {
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "DATABASE_URL": database_url(),
            "MAIL_LEASE_SECONDS": "6",
            "REMAP_SIGTERM": "SIGQUIT",
        }
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | given | environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """As the kernel does it when memory runs out: no goodbye from any of them."""
        self._signal(signal.SIGKILL)
        self.process.wait()

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> int:
        """Ask it to leave; returns its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    @property
    def complaints(self) -> list[str]:
        """Lines of the log that only a fault of ours writes."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if "Traceback" in line or "raised unexpected" in line]

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def wait_until(condition, *, meanwhile=None, seconds=90):
    """Until it is true; `meanwhile` is done now and then. Patient: the machine may be busy."""
    give_up = time.monotonic() + seconds
    last = 0.0
    while not condition():
        if time.monotonic() > give_up:
            raise AssertionError(f"not within {seconds} s: {condition}")
        if meanwhile and time.monotonic() - last > 1.5:
            meanwhile()
            last = time.monotonic()
        time.sleep(0.05)
