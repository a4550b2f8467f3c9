"""Gathering from many items, and preparing many letters of differing content."""

from bench.apart import servers
from bench.running import with_django


def main() -> None:
    """On a database of its own, measured in another process."""
    with servers() as environment:
        for command in ("migrate", "bootstrap_site", "load_demo"):
            with_django("manage.py", command, "--verbosity=0", environment=environment)
        with_django("-m", "bench.editions", environment=environment)
