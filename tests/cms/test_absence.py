"""Broker and cache may be away. Nobody who reads or writes a page waits for them."""

import socket
import time

import pytest
from kombu.exceptions import OperationalError

from cms import cache, tasks
from cms.celery import app

AT_MOST = 1.5
"""Seconds, on a busy machine."""


@pytest.fixture
def silent_address():
    """Where somebody takes the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.fixture(params=["refused", "silent"])
def absent(request, silent_address, monkeypatch):
    """An address without a server that helps."""
    monkeypatch.setattr(cache.ForgivingClient, "away_until", 0.0)
    return "redis://127.0.0.1:1/0" if request.param == "refused" else silent_address


def test_asking_for_work_fails_at_once_when_the_broker_is_away(absent):
    began = time.monotonic()

    with app.connection_for_write(absent) as connection, pytest.raises(OperationalError):
        tasks.tick.apply_async(connection=connection)

    assert time.monotonic() - began < AT_MOST


def test_an_absent_cache_is_an_empty_cache(absent):
    away = cache.ForgivingRedisCache(absent, {})
    began = time.monotonic()

    away.set("key", "value")
    away.set_many({"key": "value"})

    assert away.get("key") is None
    assert away.get("key", "default") == "default"
    assert away.get_many(["key"]) == {}
    assert away.get_or_set("key", "made") == "made"
    assert not away.has_key("key")
    assert away.add("key", "value")
    assert away.incr("key") == 1
    away.delete_many(["key"])
    assert not away.delete("key")
    assert not away.touch("key")
    assert not away.clear()
    assert time.monotonic() - began < AT_MOST


def test_a_cache_that_is_there_remembers():
    from django.core.cache import cache as present

    present.set("key", {"a": 1}, 30)
    present.set("nothing", None, 30)

    assert present.get("key") == {"a": 1}
    assert present.get_many(["key", "other"]) == {"key": {"a": 1}}


def test_an_absent_cache_is_asked_again_after_a_while(silent_address, settings, monkeypatch):
    monkeypatch.setattr(cache.ForgivingClient, "away_until", 0.0)
    cache.ForgivingRedisCache("redis://127.0.0.1:1/0", {}).get("key")
    assert cache.ForgivingClient.away_until > time.monotonic()

    monkeypatch.setattr(cache.ForgivingClient, "away_until", time.monotonic() - 1)
    present = cache.ForgivingRedisCache(settings.REDIS_URL, {})
    present.set("key", "value", 30)

    assert present.get("key") == "value"
