"""A pytest plugin: the servers the tests run on, started before Django reads its settings.

Each run has a folder of its own, so a running demo or a second run of the tests is not disturbed.
The workers of one run share its servers; each has its own databases in them.
"""

import atexit
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.embedded.refusal import Unavailable
from cms.embedded.sharing import Servers, is_free
from cms.embedded.starting import var_folder


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before anything else is loaded."""
    wanted = early_config.known_args_namespace
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if worker:
        _take_own_broker_database(int(worker))
    elif not wanted.help and not wanted.version:
        try:
            Servers(_own_folder(var_folder() / "test"), lasting=False).join()
        except Unavailable as refusal:
            raise pytest.UsageError(str(refusal)) from refusal
    return (yield)


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
        if is_free(lock):
            atexit.register(lock.close)
            return folder
        lock.close()
    raise AssertionError


def _take_own_broker_database(worker: int) -> None:
    address, _, number = os.environ["REDIS_URL"].rpartition("db=")
    if address.startswith("unix:"):
        os.environ["REDIS_URL"] = f"{address}db={int(number) + 2 * (worker + 1)}"
