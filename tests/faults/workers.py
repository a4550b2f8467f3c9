"""Real Celery workers, to be killed."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psutil
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
UNCAUGHT = re.compile(r"^Traceback .*\n(?:(?!\[?\d{4}-).*\n)*", re.MULTILINE)
"""From a traceback to the next line of the log."""
KILLED = "WorkerLostError"


def database_url() -> str:
    """The address of the database of this test."""
    settings = connection.settings_dict
    query = f"host={quote(settings['HOST'], safe='')}&port={settings['PORT']}"
    return f"postgresql://{settings['USER']}@/{settings['NAME']}?{query}"


class Worker:
    """A worker process with its children, which write to one log."""

    def __init__(self, log: Path, *, concurrency: int = 2, **environment: str) -> None:
        self.log = log
        command = [
            *(sys.executable, "-m", "celery", "--app", "tests.faults.app", "worker"),
            *("--queues", "default,mail", "--concurrency", str(concurrency), "--loglevel", "INFO"),
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
    def is_ready(self) -> bool:
        """Before, Celery takes the death of a child as a reason not to start at all."""
        return "ready." in self.log.read_text(errors="replace")

    @property
    def children(self) -> list[psutil.Process]:
        """The processes that do the work."""
        return psutil.Process(self.process.pid).children()

    @property
    def complaints(self) -> list[str]:
        """What only a fault of ours does: an end nobody asked for, an error nobody caught.

        That a child was killed is said by its parent in the words of an error; that is none.
        """
        code = self.process.poll()
        ended = [] if code in {None, 0, -signal.SIGKILL} else [f"ended with code {code}"]
        log = self.log.read_text(errors="replace")
        errors = [error[0] for error in UNCAUGHT.finditer(log) if KILLED not in error[0]]
        return ended + [error.splitlines()[-1] for error in errors]

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
