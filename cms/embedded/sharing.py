"""Who uses the embedded servers: the first to come starts them, the last to leave stops them.

The kernel keeps the count: every user holds a shared lock on one file, and loses it however it
ends. A keeper watches that file, so that servers do not outlive users who were killed.
"""

import atexit
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cms.embedded.postgres import Postgres
from cms.embedded.processes import take_note
from cms.embedded.refusal import Unavailable
from cms.embedded.starting import CHECKOUT
from cms.embedded.valkey import Valkey


class Servers:
    """The servers under one folder, as one of their users sees them."""

    def __init__(self, var: Path, *, lasting: bool = True) -> None:
        self.var = var.absolute()
        self.all = (
            Postgres(self.var / "postgres", lasting=lasting),
            Valkey(self.var / "valkey", lasting=lasting),
        )
        self._use: IO[bytes] | None = None
        self._keeper: subprocess.Popen[bytes] | None = None

    def join(self) -> None:
        """Start whatever the environment names no address for, and put its address there."""
        wanted = [server for server in self.all if not os.environ.get(server.variable, "").strip()]
        if not wanted:
            return
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            self._start(wanted)
        except OSError as error:
            raise Unavailable(
                f"The folder {self.var} cannot be used: {error.strerror or error}. "
                f"Set VAR_DIR to a folder that can be written to, "
                f"or {' and '.join(server.variable for server in wanted)} to servers you have."
            ) from error
        os.environ.update({server.variable: server.address for server in wanted})
        atexit.register(self._leave_at_exit, os.getpid())

    def leave(self) -> None:
        """Let go, and stop the servers if nobody else holds them."""
        with self.one_at_a_time():
            if self._use:
                self._use.close()
                self._use = None
            if self.are_unused():
                self.stop()
                if self._keeper:
                    self._keeper.terminate()
                    self._keeper.wait()

    @contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Hold the right to start and stop these servers."""
        with self.open("change") as change:
            fcntl.flock(change, fcntl.LOCK_EX)
            yield

    def are_unused(self) -> bool:
        """Whether nobody holds them. It stays so while this process is the one at a time."""
        with self.open("use") as use:
            return is_free(use)

    def stop(self) -> None:
        """Stop the servers, whoever started them."""
        for server in self.all:
            server.stop()
        take_note()

    def open(self, name: str) -> IO[bytes]:
        """One of the files whose locks say who does what here."""
        return (self.var / f"servers.{name}.lock").open("ab")

    def _start(self, wanted: Sequence[Postgres | Valkey]) -> None:
        try:
            with self.one_at_a_time():
                self._use = self.open("use")
                fcntl.flock(self._use, fcntl.LOCK_SH)
                for server in wanted:
                    server.start()
                self._set_keeper()
        except BaseException:
            if self._use:
                self.leave()
            raise

    def _set_keeper(self) -> None:
        """Have a process watch for the end of the last user; it inherits the lock that says so."""
        with self.open("keeper") as post:
            if is_free(post):
                self._keeper = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-m", "cms.embedded.keeper", self.var, str(post.fileno())],
                    pass_fds=[post.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd=CHECKOUT,
                    start_new_session=True,
                )

    def _leave_at_exit(self, pid: int) -> None:
        if self._use and os.getpid() == pid:
            self.leave()


def is_free(file: IO[bytes]) -> bool:
    """Take the lock on a file if nobody holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
