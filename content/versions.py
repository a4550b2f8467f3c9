"""The version of everything that readers see.

It is new after every change, in all processes at once, because the cache server holds it. What is
kept under a version is therefore right for as long as that version lasts. Without a cache server
there is no version, and nothing is kept. A change that came while the server was away could not be
announced to it: no version lasts longer than `LASTS`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import get_random_string

KEY = "content:version"
LASTS = 60
"""Seconds."""

Value = TypeVar("Value")
_read: ContextVar[str | None] = ContextVar("version of the request")
_kept: dict[str, dict[str, Any]] = {}
"""What this process keeps under the version it saw last."""


def renew() -> str:
    """Put a new version in force: from now on nothing that was kept is shown."""
    version = get_random_string(12)
    cache.set(KEY, version, timeout=LASTS)
    return version


def renew_on_commit() -> None:
    """Put a new version in force as soon as others can see what was changed."""
    transaction.on_commit(renew, robust=True)


def current() -> str | None:
    """The version in force, begun if there is none; nothing is kept at all where that is off."""
    return cache.get(KEY) or (renew() if settings.PAGES_KEPT_SECONDS else None)


@contextmanager
def read(version: str | None) -> Iterator[None]:
    """Meanwhile that is the version, though another may come into force: one page, one version."""
    token = _read.set(version)
    try:
        yield
    finally:
        _read.reset(token)


def kept(name: str, make: Callable[[], Value]) -> Value:
    """What `make` gave in this process before, if nothing was changed since.

    For values that are the same for everybody and that nobody alters. Outside of a request, and
    where a form is posted, the cache server is asked what is in force.
    """
    try:
        version = _read.get()
    except LookupError:
        version = current()
    if version is None:
        return make()
    values = _kept.get(version)
    if values is None:
        _kept.clear()
        values = _kept[version] = {}
    if name not in values:
        values[name] = make()
    value: Value = values[name]
    return value
