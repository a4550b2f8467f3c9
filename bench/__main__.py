"""Runs every `bench_*.py` beside it, or those that are named."""

import importlib
import sys
from pathlib import Path


def main(wanted: list[str]) -> None:
    """Let each module measure and print; it is a failure where one says that it missed its mark."""
    missed = []
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    for name in found:
        if not wanted or name.removeprefix("bench_") in wanted:
            module = importlib.import_module(f"bench.{name}")
            print(f"\n{name.removeprefix('bench_')}: {(module.__doc__ or '').splitlines()[0]}")
            if module.main() is False:
                missed.append(name.removeprefix("bench_"))
    if missed:
        sys.exit(f"\nMissed its mark: {', '.join(missed)}")


if __name__ == "__main__":
    main(sys.argv[1:])
