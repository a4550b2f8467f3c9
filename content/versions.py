"""The version of everything that readers see.

It is new after every change, in all processes at once, because the cache server holds it. What is
kept under a version is therefore right for as long as that version lasts. Without a cache server
there is no version, and nothing is kept.
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

KEY = "content:version"

Value = TypeVar("Value")
_remembered: dict[str, tuple[str, object]] = {}


def renew() -> str:
    """Put a new version in force: from now on nothing that was kept is shown."""
    version = get_random_string(12)
    cache.set(KEY, version, timeout=None)
    return version


def renew_on_commit() -> None:
    """Put a new version in force as soon as others can see what was changed."""
    transaction.on_commit(renew, robust=True)


def remembered(request: HttpRequest, name: str, make: Callable[[], Value]) -> Value:
    """What `make` gave in this process before, if nothing was changed since.

    For values that are the same for everybody and that nobody alters. `request.content_version`
    is set for readers whose pages are kept; for all others it is made afresh.
    """
    version = getattr(request, "content_version", None)
    if version is None:
        return make()
    known = _remembered.get(name)
    if known is None or known[0] != version:
        known = version, make()
        _remembered[name] = known
    return known[1]  # type: ignore[return-value]


def kept(name: str, make: Callable[[], Value]) -> Value:
    """The same for what depends on no request at all, whoever asks."""
    version = cache.get(KEY)
    if version is None:
        return make()
    known = _remembered.get(name)
    if known is None or known[0] != version:
        known = version, make()
        _remembered[name] = known
    return known[1]  # type: ignore[return-value]
