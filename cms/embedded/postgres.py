"""One PostgreSQL server in one folder: made, started, found again, stopped."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from cms.embedded.processes import (
    end,
    end_all_in,
    give_to_server,
    launch,
    let_pass,
    let_read,
    running_in,
    server_identity,
    wait_for,
)
from cms.embedded.refusal import Unavailable, last_complaint
from cms.embedded.sockets import make_private, socket_folder
from cms.embedded.wheels import postgres_program

NAME = "alongside"
"""Database and role. The role may create databases and trusted extensions; it is no superuser."""
PORT = 5432
PID_FILE = "postmaster.pid"
PATIENCE = 60
"""Seconds a start may take: after a crash the server first reads its journal again."""
ROOM = 200_000_000
"""Bytes a new database wants on the disk."""
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""For the tests, whose data nobody misses after a power cut."""


class Postgres:
    """The database server of one folder."""

    title = "PostgreSQL"
    variable = "DATABASE_URL"

    def __init__(self, folder: Path, *, lasting: bool = True) -> None:
        self.folder = folder
        self.sockets = socket_folder(folder, f".s.PGSQL.{PORT}")
        self.log = folder / "server.log"
        self.lasting = lasting

    @property
    def address(self) -> str:
        """What DATABASE_URL is set to."""
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.sockets), safe='')}&port={PORT}"

    def start(self) -> None:
        """Serve from this folder; a server that already does is kept."""
        if wait_for(self._answers, lives=self._lives, patience=PATIENCE):
            return
        self.stop()
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        self._clear_away()
        self._launch()
        self._furnish()

    def stop(self) -> None:
        """Disconnect everybody, write everything down, leave."""
        if process := running_in(self.folder, PID_FILE):
            end(process, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL, patience=20)

    def _create(self) -> None:
        """Make the data beside its place and move it there whole: a cut leaves no half."""
        if shutil.disk_usage(self.folder.parent).free < ROOM:
            raise self._refusal(f"{self.folder.parent} has less than 200 MB of free space")
        fresh = self.folder.with_name(f"{self.folder.name}.new")
        for leftover in (fresh, self.folder):
            shutil.rmtree(leftover, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        give_to_server(fresh)
        program = postgres_program("initdb")
        let_read(program.parents[1])
        let_pass(program)
        let_pass(fresh)
        made = subprocess.run(  # noqa: S603 - our own program and folder
            [
                *(program, "--pgdata", fresh, "--username=postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
                *("--builtin-locale=C.UTF-8", "--no-instructions"),
            ],
            check=False,
            capture_output=True,
            text=True,
            cwd=fresh,
            **server_identity(),
        )
        if made.returncode:
            raise self._refusal(last_complaint(made.stderr))
        fresh.rename(self.folder)

    def _clear_away(self) -> None:
        """Remove what a killed server left: its numbers may by now be somebody else's."""
        end_all_in(self.folder)
        (self.folder / PID_FILE).unlink(missing_ok=True)
        for left in self.sockets.glob(f".s.PGSQL.{PORT}*"):
            left.unlink()

    def _launch(self) -> None:
        make_private(self.sockets, owner=server_identity().get("user", os.geteuid()))
        give_to_server(self.sockets)
        program = postgres_program("postgres")
        for path in (program, self.folder, self.sockets):
            let_pass(path)
        sockets = str(self.sockets).replace('"', '""')
        settings = [
            "listen_addresses=",
            f'unix_socket_directories="{sockets}"',
            f"port={PORT}",
            "timezone=UTC",
            *([] if self.lasting else HASTY),
        ]
        child = launch(
            [program, "-D", self.folder, *(word for s in settings for word in ("-c", s))],
            folder=self.folder,
            log=self.log,
            identity=server_identity(),
        )
        if not wait_for(self._answers, lives=lambda: child.poll() is None, patience=PATIENCE):
            raise self._refusal(last_complaint(self.log.read_text(errors="replace")))

    def _lives(self) -> bool:
        return running_in(self.folder, PID_FILE) is not None

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _furnish(self) -> None:
        with self._connect() as connection:
            for kind, column, command in (
                ("pg_roles", "rolname", f"CREATE ROLE {NAME} LOGIN CREATEDB"),
                ("pg_database", "datname", f"CREATE DATABASE {NAME} OWNER {NAME}"),
            ):
                there = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
                    sql.Identifier(kind), sql.Identifier(column)
                )
                if not connection.execute(there, [NAME]).fetchone():
                    connection.execute(sql.SQL(command))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets),
            port=PORT,
            user="postgres",
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,
        )

    def _refusal(self, why: str) -> Unavailable:
        return Unavailable(
            f"PostgreSQL could not be started: {why}. "
            "Set VAR_DIR to another folder, or DATABASE_URL to a PostgreSQL server you have."
        )
