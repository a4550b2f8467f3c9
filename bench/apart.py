"""Servers of a bench's own, a stand-in for the provider, and measurements in their own process."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cms.embedded.sharing import Servers

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def servers(**more: str) -> Iterator[dict[str, str]]:
    """The environment of a process that works with a database nobody else uses."""
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        given = {key: os.environ.pop(key, None) for key in ("DATABASE_URL", "REDIS_URL")}
        own = Servers(Path(folder), lasting=False)
        own.join()
        usual = {"DJANGO_SETTINGS_MODULE": "cms.settings.demo", "VAR_DIR": folder}
        try:
            yield os.environ | usual | more
        finally:
            own.leave()
            os.environ.update({key: value for key, value in given.items() if value})


@contextmanager
def listener(module: str, *options: str) -> Iterator[int]:
    """A server that counts letters, in a process of its own; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", module, *options, "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def mailgun() -> "contextmanager[int]":
    """The stand-in for Mailgun, which answers at once and keeps nothing."""
    return listener("tests.provider", "--count-only")


def measure(command: list[str], environment: Mapping[str, str]) -> dict[str, float]:
    """What a measurement says in its last line."""
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if told.returncode:
        sys.stderr.write(told.stderr)
    told.check_returncode()
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return found


def show(what: str, found: Mapping[str, float]) -> None:
    """One line, to be read beside others."""
    print(f"{what:<34}{1 / found['wall']:>10,.0f}/s{1000 * found['cpu']:>10.3f} s CPU per 1,000")


def load() -> str:
    """How busy the machine is: numbers of a busy one say less."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The stand-in did not start.")
