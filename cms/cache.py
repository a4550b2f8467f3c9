"""A cache whose server may be away: pages become slower, none fails."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds a reader waits for the cache."""
PAUSE = 10
"""Seconds before an absent server is asked again."""


def _forgiving(name: str, otherwise: Any) -> Callable[..., Any]:
    """A question to the server; while it is away, the answer of a cache that has just forgotten."""
    question = getattr(RedisCacheClient, name)

    def ask(client: "ForgivingClient", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < ForgivingClient.away_until:
            return otherwise
        try:
            return question(client, *args, **kwargs)
        except (RedisError, OSError) as error:
            ForgivingClient.away_until = time.monotonic() + PAUSE
            logger.warning("The cache is away (%s); pages are made afresh.", type(error).__name__)
            return otherwise

    return ask


class ForgivingClient(RedisCacheClient):
    """Asks with little patience, and an absent server only now and then."""

    away_until = 0.0
    """Shared by the threads of a process: one of them pays for finding out."""

    add = _forgiving("add", otherwise=True)
    set = _forgiving("set", otherwise=None)
    touch = _forgiving("touch", otherwise=False)
    delete = _forgiving("delete", otherwise=False)
    get_many = _forgiving("get_many", otherwise={})
    has_key = _forgiving("has_key", otherwise=False)
    incr = _forgiving("incr", otherwise=1)
    set_many = _forgiving("set_many", otherwise=None)
    delete_many = _forgiving("delete_many", otherwise=None)
    clear = _forgiving("clear", otherwise=False)
    _get = _forgiving("get", otherwise=None)

    def __init__(self, servers: list[str]) -> None:
        haste: dict[str, Any] = {
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "retry": Retry(NoBackoff(), 0),
        }
        super().__init__(servers, **haste)

    def get(self, key: Any, default: Any) -> Any:
        """The value, or the default as if it had expired."""
        value = self._get(key, default)
        return default if value is None else value


class ForgivingRedisCache(RedisCache):
    """Django's cache on Redis or Valkey, on whose absence no page depends."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
