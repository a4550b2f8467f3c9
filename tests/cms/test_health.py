"""What a proxy or a watchman is told."""

import logging

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cms import health


def test_a_living_process_says_so_without_asking_anybody(client):
    response = client.get("/health/live")

    assert response.json() == {"status": "live"}


@pytest.mark.django_db
def test_a_site_with_all_it_needs_is_ready(client):
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ready"}


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
@pytest.mark.django_db
def test_health_is_never_stored_and_never_redirected(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(address)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_an_absent_broker_is_named(client, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    with caplog.at_level(logging.CRITICAL, logger="django.request"):
        response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json() == {"status": "not ready", "failed": ["broker"]}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_migration_to_come_is_named(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    latest = MigrationLoader(connection).graph.leaf_nodes("mail")[0]
    MigrationRecorder(connection).record_unapplied(*latest)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["failed"] == ["migrations"]


@pytest.mark.django_db
def test_an_absent_database_is_named(client, monkeypatch):
    def refuse():
        raise OperationalError

    monkeypatch.setattr(health, "_migrated", True)
    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["failed"] == ["database"]


@pytest.mark.django_db
def test_a_cache_that_forgets_is_named(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert client.get("/health/ready").json()["failed"] == ["cache"]
