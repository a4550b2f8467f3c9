"""A migrated database for each state of the migrations, copied by every run of the tests.

Running some 150 migrations takes half a minute; copying what they made takes less than a second.
"""

import hashlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase
from psycopg import sql

PREFIX = "migrated_"
LOCK = 20_250_101
"""Any number: it keeps two workers from building the same template."""


def migrated_template() -> str:
    """The name of an up-to-date template, made now if there is none."""
    name = f"{PREFIX}{_fingerprint()}"
    with _administration() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        kept = [row[0] for row in server.execute("SELECT datname FROM pg_database")]
        if name not in kept:
            for stale in (old for old in kept if old.startswith(PREFIX)):
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(stale)))
            made = _migrate(f"{PREFIX}unfinished")
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(made), sql.Identifier(name)
                )
            )
    return name


def copy_again(_case: TransactionTestCase | None = None) -> None:
    """Put the test database back to what the migrations made, whatever was committed to it.

    Emptying the tables instead, as Django does, would take away what migrations put there: the
    first page, its site, the locale.
    """
    name = connection.settings_dict["NAME"]
    names = [sql.Identifier(name), sql.Identifier(connection.settings_dict["TEST"]["TEMPLATE"])]
    connection.close()
    with _administration() as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(names[0]))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        digest.update(repr(key).encode())
        digest.update(Path(inspect.getfile(type(migration))).read_bytes())
    return digest.hexdigest()[:16]


def _migrate(name: str) -> str:
    """Let Django make and migrate a database, then point it back to where it was."""
    usual = connection.settings_dict["NAME"]
    test = connection.settings_dict["TEST"]
    planned = test["NAME"]
    test["NAME"] = name
    try:
        return connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        test["NAME"] = planned
        connection.settings_dict["NAME"] = usual


@contextmanager
def _administration() -> Iterator[psycopg.Connection]:
    address = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in {"host", "port", "user", "password", "sslmode"}
    }
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as server:
        yield server
