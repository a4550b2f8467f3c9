"""How long public pages take, beside a static file from the same server in the same run.

The machine is nobody's alone, so trust the ratios rather than the milliseconds.
"""

import http.client
import statistics
import time

from bench.running import demo

PAGES = ("/", "/library/", "/events/", "/newsletters/")
STATIC = "/static/css/tokens.css"
ROUNDS = 60
LONGEST = 200
"""Milliseconds that 95 of 100 answers of the origin may take at most."""


def main() -> None:
    """Ask for every page in turn, round after round, so that a busy moment hits all alike."""
    with demo() as port:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        addresses = [address for address in (STATIC, *PAGES) if _status(line, address) == 200]
        took = {address: [] for address in addresses}
        for _ in range(ROUNDS):
            for address in addresses:
                began = time.perf_counter()
                _status(line, address)
                took[address].append((time.perf_counter() - began) * 1000)
    static = statistics.median(took[STATIC])
    print(f"{'address':<24}{'median':>10}{'95 of 100':>12}{'times a static file':>22}")
    for address, times in took.items():
        middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        verdict = "" if high <= LONGEST else f"   over {LONGEST} ms"
        print(f"{address:<24}{middle:>7.1f} ms{high:>9.1f} ms{middle / static:>21.0f}x{verdict}")


def _status(line: http.client.HTTPConnection, address: str) -> int:
    line.request("GET", address)
    answer = line.getresponse()
    answer.read()
    return answer.status
