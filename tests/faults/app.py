"""The worker's app, with one fault built in: the environment says which. Production knows nothing.

`FAILPOINT` names a point at which the whole worker dies as by `kill -9`, and `FAILED` a file that
keeps it from dying there twice. `CLOCK_HOURS` moves the clock. `ANSWER_SECONDS` is how
long it waits for a provider. While the file that `DISK_FULL` names is there, no letter finds room.
"""

import logging
import os
import resource
import signal
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from pathlib import Path

import django
import time_machine

from cms.celery import app

if hours := float(os.environ.get("CLOCK_HOURS", "0")):
    time_machine.travel(timedelta(hours=hours)).start()

django.setup()  # before any model is imported

from django.conf import settings  # noqa: E402

from mail import claiming, closing, finishing, planning, waking  # noqa: E402
from mail.providers import files  # noqa: E402
from mail.providers.handover import Courier  # noqa: E402

__all__ = ["app"]

logging.getLogger("celery.beat").setLevel("INFO")

FAILPOINTS = {
    "letters written, before the plan commits": (planning, "_freeze"),
    "planned": (waking, "wake"),
    "claimed": (claiming, "claim"),
    "accepted": (Courier, "carry"),
    "before the finish commits": (finishing, "_settle"),
    "finished": (closing, "close"),
}
BEFORE = {"planned", "finished"}
"""These die when the function is called; the others when it has done its work."""


def _die() -> None:
    """All processes of the worker, and without a goodbye; but only once."""
    try:
        os.close(os.open(os.environ["FAILED"], os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.killpg(0, signal.SIGKILL)


def _with_death(function, *, before):
    @wraps(function)
    def deadly(*args, **kwargs):
        if before:
            _die()
        result = function(*args, **kwargs)
        # A claim that came to nothing was none.
        if function.__name__ != "claim" or result is not None:
            _die()
        return result

    return deadly


if point := os.environ.get("FAILPOINT"):
    place, name = FAILPOINTS[point]
    setattr(place, name, _with_death(getattr(place, name), before=point in BEFORE))

if seconds := os.environ.get("ANSWER_SECONDS"):
    settings.ANYMAIL["REQUESTS_TIMEOUT"] = (1, float(seconds))

ROOM = 200
"""Bytes: the beginning of a letter."""


@contextmanager
def _no_room(mark):
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    if mark.exists():
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


if mark := os.environ.get("DISK_FULL"):
    put = files.EmailBackend.put

    def _put(*args, **kwargs):
        with _no_room(Path(mark)):
            return put(*args, **kwargs)

    files.EmailBackend.put = _put
