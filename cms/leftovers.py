"""One supervisor for each folder, and an end to what a killed one left running.

Each process inherits a lock on a file of its own, and so do its children. While that lock is held,
the process group whose number the file names is ours: no number of somebody else's is ever used.
"""

import fcntl
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

GRACE = 5
"""Seconds that leftovers have to go by themselves."""


class AlreadyRunning(Exception):
    """Another supervisor works in this folder."""


@contextmanager
def sole_supervisor(folder: Path) -> Iterator[None]:
    """Be the only one who runs processes from this folder, and the heir of who did before."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "supervisor.lock").open("ab") as office:
        if not _taken(office):
            raise AlreadyRunning
        end_marked(folder)
        yield


def end_leftovers(folder: Path) -> None:
    """End what runs here without a supervisor."""
    if folder.is_dir():
        with suppress(AlreadyRunning), sole_supervisor(folder):
            pass


def mark(folder: Path, name: str) -> IO[bytes]:
    """A locked file for one process to inherit."""
    file = (folder / f"{name}.process").open("w+b")
    if not _taken(file):
        raise AlreadyRunning
    return file


def name_group(file: IO[bytes], group: int) -> None:
    """Write down whose lock it is."""
    file.write(str(group).encode())
    file.flush()


def end_marked(folder: Path) -> None:
    """End every process that holds its lock in this folder, with its children."""
    with ExitStack() as stack:
        marks = [stack.enter_context(path.open("rb")) for path in folder.glob("*.process")]
        for number in (signal.SIGTERM, signal.SIGKILL):
            held = [file for file in marks if not _taken(file)]
            for file in held:
                _signal(file, number)
            _wait_for(held)
        for file in marks:
            Path(file.name).unlink()


def _signal(file: IO[bytes], number: signal.Signals) -> None:
    file.seek(0)
    with suppress(ProcessLookupError, ValueError):
        os.killpg(int(file.read()), number)


def _wait_for(files: Sequence[IO[bytes]]) -> None:
    until = time.monotonic() + GRACE
    while not all(map(_taken, files)) and time.monotonic() < until:
        time.sleep(0.1)


def _taken(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
