"""The finder over many items, beside Wagtail's own search on the same data.

Ours with the count and every facet, Wagtail's with the count and nothing else. The machine is
nobody's alone, so trust the ratios.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cms.embedded.sharing import Servers

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 20_000) if os.environ.get("BENCH_QUICK") else (1_000, 100_000)


def main() -> None:
    """A database of its own, filled once and then further, and measured in another process."""
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        given = {key: os.environ.pop(key, None) for key in ("DATABASE_URL", "REDIS_URL")}
        servers = Servers(Path(folder), lasting=False)
        servers.join()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
            "VAR_DIR": folder,
        }
        try:
            for command in ("migrate", "bootstrap_site", "load_demo"):
                _run("manage.py", command, "--verbosity=0", environment=environment)
            _run("-m", "bench.finding", *map(str, SIZES), environment=environment)
        finally:
            servers.leave()
            os.environ.update({key: value for key, value in given.items() if value})


def _run(*words: str, environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True)
