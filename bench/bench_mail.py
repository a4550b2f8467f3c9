"""Letters per second through the Mailgun dialect, beside Anymail's merge_data by hand.

Both talk to the same stand-in, which answers at once, in the same run: trust the ratios.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cms.embedded.sharing import Servers

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Start servers of its own, the stand-in, and the measurement in a process of its own."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        given = {key: os.environ.pop(key, None) for key in ("DATABASE_URL", "REDIS_URL")}
        servers = Servers(Path(folder), lasting=False)
        servers.join()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
            "VAR_DIR": folder,
            "EMAIL_PROVIDER": "mailgun",
            "MAILGUN_API_URL": f"http://127.0.0.1:{port}/v3",
        }
        stand_in = [sys.executable, "-m", "tests.provider", "--count-only", "--port", str(port)]
        try:
            with subprocess.Popen(stand_in, cwd=ROOT, stdout=subprocess.DEVNULL) as provider:
                _wait_for(port)
                subprocess.run(
                    [sys.executable, "-m", "bench.sending"], cwd=ROOT, env=environment, check=True
                )
                provider.terminate()
        finally:
            servers.leave()
            os.environ.update({key: value for key, value in given.items() if value})


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The stand-in did not start.")


if __name__ == "__main__":
    main()
