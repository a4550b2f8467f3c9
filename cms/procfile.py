"""Runs the processes of the Procfile: together they start, together they stop."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from cms import leftovers


def read(path: Path) -> dict[str, str]:
    """The command for each name."""
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name.strip(): command.strip() for name, _, command in pairs}


class Processes:
    """The Procfile's processes, their words told apart by the name in front."""

    def __init__(
        self, commands: Mapping[str, str], *, folder: Path, environment: Mapping[str, str]
    ) -> None:
        self._commands = commands
        self._folder = folder
        self._environment = environment
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._readers: list[threading.Thread] = []
        self._asked = threading.Event()

    def __enter__(self) -> Self:
        """Start them all. From here on a signal asks for the end instead of forcing it."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._asked.set())
        try:
            for name, command in self._commands.items():
                self._start(name, command)
        except BaseException:
            self.stop(patience=0)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever happened, nothing is left."""
        self.stop(patience=0)

    def watch(self, meanwhile: Callable[[], object]) -> str | None:
        """Wait until somebody asks for the end (None) or one ends by itself (its name)."""
        while not self._asked.wait(0.25):
            for name, process in self._running.items():
                if process.poll() is not None:
                    return name
            meanwhile()
        return None

    def stop(self, *, patience: float) -> None:
        """Ask all to finish what they do; after `patience` seconds, or a second asking, insist."""
        self._asked.clear()
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + patience
        while self._any_runs() and time.monotonic() < until and not self._asked.wait(0.1):
            pass
        for process in self._running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        leftovers.end_marked(self._folder)
        for reader in self._readers:
            reader.join()
        self._running.clear()

    def _any_runs(self) -> bool:
        return any(process.poll() is None for process in self._running.values())

    def _start(self, name: str, command: str) -> None:
        with leftovers.mark(self._folder, name) as lock:
            process = subprocess.Popen(  # noqa: S602 - the Procfile's own command
                f"exec env {command}",
                shell=True,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
                pass_fds=[lock.fileno()],
            )
            leftovers.name_group(lock, process.pid)
        self._running[name] = process
        reader = threading.Thread(target=self._relay, args=(name, process.stdout), daemon=True)
        reader.start()
        self._readers.append(reader)

    def _relay(self, name: str, words: IO[str]) -> None:
        width = max(map(len, self._commands))
        with words:
            for line in words:
                with suppress(OSError):
                    sys.stdout.write(f"{name:<{width}} | {line}")
                    sys.stdout.flush()


def port_is_free(address: str, port: int) -> bool:
    """Whether a web server could listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((address, port))
        except OSError:
            return False
    return True
