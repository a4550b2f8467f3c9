"""A site to measure: its own database with the sample content, and the real web server."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300


def with_django(*words: str, environment: dict[str, str]) -> None:
    """Run Python there, and end with it if it fails."""
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True)


@contextmanager
def demo() -> Iterator[int]:
    """The demo, in a folder of its own; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        given = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "REDIS_URL")
        }
        with subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env=given | {"VAR_DIR": folder, "PORT": str(port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as site:
            try:
                _wait_for(site, port)
                yield port
            finally:
                site.terminate()


def _wait_for(site: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and site.poll() is None:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            line.request("GET", "/health/ready")
            if line.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.5)
    sys.exit("The demo did not start; `make demo` says why.")
