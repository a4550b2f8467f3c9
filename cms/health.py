"""Whether this process lives, and whether it can do its work."""

import logging
from collections.abc import Callable

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

PATIENCE = 1
"""Seconds to wait for the broker."""

_migrated = False
"""Once the migrations are found applied they stay so for the life of this process."""


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nobody else, so a restart can cure whatever this reports."""
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Everything that a page or a letter needs is there; otherwise 503, with what is not."""
    failed = [name for name, check in CHECKS.items() if not check()]
    if failed:
        logger.warning("Not ready: %s.", ", ".join(failed))
        return JsonResponse({"status": "not ready", "failed": failed}, status=503)
    return JsonResponse({"status": "ready"})


def database_answers() -> bool:
    """The database takes a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_applied() -> bool:
    """The tables are those this code was written for."""
    global _migrated
    if not _migrated:
        try:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return False
    return _migrated


def broker_answers() -> bool:
    """The broker takes commands."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=None
        ) as broker:
            return bool(broker.ping())
    except redis.RedisError:
        return False


def cache_remembers() -> bool:
    """The cache gives back what it is given."""
    word = get_random_string(12)
    cache.set(f"health:{word}", word, timeout=10)
    return bool(cache.get(f"health:{word}") == word)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "broker": broker_answers,
    "cache": cache_remembers,
}
