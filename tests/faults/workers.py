"""Real Celery workers, to be killed."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psutil
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
UNCAUGHT = re.compile(r"^Traceback .*\n(?:(?!\[?\d{4}-).*\n)*", re.MULTILINE)
"""From a traceback to the next line of the log."""
KILLED = "WorkerLostError"


def address_of_database(settings: Mapping[str, object]) -> str:
    """What DATABASE_URL is set to, so that another process uses this database."""
    query = f"host={quote(str(settings['HOST']), safe='')}&port={settings['PORT']}"
    return f"postgresql://{settings['USER']}@/{settings['NAME']}?{query}"


class Celery:
    """A process of Celery's with its children, which write to one log."""

    def __init__(self, log: Path, *arguments: str, **environment: str) -> None:
        self.log = log
        command = [sys.executable, "-m", "celery", "--app", "tests.faults.app", *arguments]
        given = {
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "DATABASE_URL": address_of_database(connection.settings_dict),
            "MAIL_LEASE_SECONDS": "6",
            "REMAP_SIGTERM": "SIGQUIT",
        }
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, "--loglevel", "INFO"],
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

    def _says(self, words: str) -> int:
        """How often the log does."""
        return self.log.read_text(errors="replace").count(words)


class Worker(Celery):
    """One that does the work."""

    def __init__(
        self,
        log: Path,
        *,
        concurrency: int = 2,
        queues: str = "default,mail",
        prefetch: int = 1,
        **environment: str,
    ) -> None:
        super().__init__(
            log,
            *("worker", "--queues", queues, "--concurrency", str(concurrency)),
            *("--prefetch-multiplier", str(prefetch)),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            **environment,
        )

    @property
    def is_ready(self) -> bool:
        """Before, Celery takes the death of a child as a reason not to start at all."""
        return self._says("ready.") > 0

    @property
    def ticks(self) -> int:
        """How many it has done."""
        return len(re.findall(r"cms\.tasks\.tick\[.*succeeded", self.log.read_text()))

    @property
    def children(self) -> list[psutil.Process]:
        """The processes that do the work."""
        return psutil.Process(self.process.pid).children()


class Beat(Celery):
    """The clock."""

    def __init__(self, log: Path, **environment: str) -> None:
        super().__init__(log, "beat", "--pidfile=", TICK_SECONDS="1", **environment)

    @property
    def has_struck(self) -> bool:
        """Whether it has asked for a tick at all."""
        return self._says("Sending due task tick") > 0
