"""A pytest plugin: the servers the tests run on, started before Django reads its settings.

Each run has a folder of its own, so a running demo or a second run of the tests is not disturbed.
The workers of one run share its servers; each has its own databases in them and its own folder.
"""

import atexit
import fcntl
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from cms.embedded.refusal import Unavailable
from cms.embedded.starting import start, var_folder


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before anything else is loaded."""
    wanted = early_config.known_args_namespace
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if worker:
        _write_only_in(var_folder() / worker)
        _take_own_broker_database(int(worker))
    elif not wanted.help and not wanted.version:
        try:
            folder = _own_folder(var_folder() / "test")
            start(folder, lasting=False)
            _write_only_in(folder)
        except Unavailable as refusal:
            raise pytest.UsageError(str(refusal)) from refusal
    return (yield)


def _write_only_in(folder: Path) -> None:
    """Keep what the tests write out of the demo's folders."""
    os.environ["VAR_DIR"] = str(folder)
    # WhiteNoise wants the folder of collected files to be there, be it empty.
    (folder / "static").mkdir(parents=True, exist_ok=True)


def _own_folder(parent: Path) -> Path:
    """The first folder that no other run of the tests holds."""
    for number in itertools.count(1):
        folder = parent / str(number)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = (folder / "run.lock").open("ab")
        except OSError as error:
            raise Unavailable(
                f"The folder {folder} cannot be used: {error.strerror}. "
                "Set VAR_DIR to a folder that can be written to."
            ) from error
        if _is_free(lock):
            atexit.register(lock.close)
            return folder
        lock.close()
    raise AssertionError


def _is_free(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_own_broker_database(worker: int) -> None:
    address, _, number = os.environ["REDIS_URL"].rpartition("db=")
    if address.startswith("unix:"):
        os.environ["REDIS_URL"] = f"{address}db={int(number) + 2 * (worker + 1)}"
