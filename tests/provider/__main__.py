"""The stand-in as a process of its own."""

import argparse
import contextlib
import sys
import threading

from tests.provider.server import StandIn


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.provider", description=__doc__)
    parser.add_argument("--port", type=int, default=9999)
    parser.add_argument("--slow", type=float, default=0, help="seconds each call takes")
    parser.add_argument(
        "--count-only", action="store_true", help="count recipients, check and keep nothing"
    )
    options = parser.parse_args()
    with StandIn(port=options.port, count_only=options.count_only) as provider:
        provider.script.seconds = options.slow
        provider.script.default = "slow" if options.slow else "ok"
        sys.stdout.write(f"MAILGUN_API_URL={provider.url}  ledger: {provider.address}/ledger\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
