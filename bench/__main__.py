"""Runs every `bench_*.py` beside it, or those that are named."""

import importlib
import sys
from pathlib import Path


def main(wanted: list[str]) -> None:
    """Let each module measure and print."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    for name in found:
        if not wanted or name.removeprefix("bench_") in wanted:
            module = importlib.import_module(f"bench.{name}")
            print(f"\n{name.removeprefix('bench_')}: {(module.__doc__ or '').splitlines()[0]}")
            module.main()


if __name__ == "__main__":
    main(sys.argv[1:])
