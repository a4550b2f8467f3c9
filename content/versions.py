"""The version of everything that readers see.

It is new after every change, in all processes at once, because the cache server holds it. What is
kept under a version is therefore right for as long as that version lasts. Without a cache server
there is no version, and nothing is kept. A change that came while the server was away could not be
announced to it: no version lasts longer than `LASTS`.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

KEY = "content:version"
LASTS = 60
"""Seconds."""

Value = TypeVar("Value")
_remembered: dict[str, tuple[str, Any]] = {}


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


def remembered(request: HttpRequest, name: str, make: Callable[[], Value]) -> Value:
    """What `make` gave in this process before, if nothing was changed since.

    For values that are the same for everybody and that nobody alters. `request.content_version`
    is what was in force when the request came in (`cms.keeping`).
    """
    return _under(getattr(request, "content_version", None), name, make)


def kept(name: str, make: Callable[[], Value]) -> Value:
    """The same for what depends on no request at all, whoever asks.

    It begins a version if none is in force: a site on which people only search keeps things, too.
    """
    return _under(current(), name, make)


def _under(version: str | None, name: str, make: Callable[[], Any]) -> Any:
    if version is None:
        return make()
    known = _remembered.get(name)
    if known is None or known[0] != version:
        known = _remembered[name] = (version, make())
    return known[1]
