"""What the provider's reports and a look at a large send cost, in a database of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cms.embedded.sharing import Servers

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Start servers of its own, and the measurement in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        given = {key: os.environ.pop(key, None) for key in ("DATABASE_URL", "REDIS_URL")}
        servers = Servers(Path(folder), lasting=False)
        servers.join()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
            "VAR_DIR": folder,
            "EMAIL_PROVIDER": "mailgun",
        }
        try:
            subprocess.run(
                [sys.executable, "-m", "bench.reporting"], cwd=ROOT, env=environment, check=True
            )
        finally:
            servers.leave()
            os.environ.update({key: value for key, value in given.items() if value})


if __name__ == "__main__":
    main()
