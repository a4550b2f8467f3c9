"""The finder over many items, beside Wagtail's own search on the same data.

Ours with the count and every facet, Wagtail's with the count and nothing else. The machine is
nobody's alone, so trust the ratios.
"""

import os

from bench.apart import servers
from bench.running import with_django

SIZES = (1_000, 20_000) if os.environ.get("BENCH_QUICK") else (1_000, 100_000)


def main() -> None:
    """A database of its own, filled once and then further, and measured in another process."""
    with servers() as environment:
        for command in ("collectstatic --no-input", "migrate", "bootstrap_site", "load_demo"):
            with_django("manage.py", *command.split(), "--verbosity=0", environment=environment)
        with_django("-m", "bench.finding", *map(str, SIZES), environment=environment)
