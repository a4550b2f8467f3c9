"""How public pages are served: kept for everybody, and made afresh, beside a static file.

The machine is nobody's alone, so trust the ratios rather than the milliseconds.
"""

import contextlib
import http.client
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psutil

from bench.running import demo

PAGES = (
    "/",
    "/library/sampleton-schools-cluster/",
    "/library/",
    "/events/",
    "/newsletters/",
    "/cookies/",
)
"""The last is the plainest there is, a few words between header and footer: no page costs less."""
STATIC = "/static/css/tokens.css"
ROUNDS = 60
SECONDS = 4
READERS = 4
"""At once, so that both processes of the server have something to do."""
LONGEST = 200
"""Milliseconds that 95 of 100 answers of the origin may take at most."""
BARS = {"/": (100, None), "/library/sampleton-schools-cluster/": (150, 8)}
"""Made afresh: answers a second at least, and milliseconds of processor time at most."""
AFRESH = "?made=afresh"
"""No page reads it, and only plain addresses are kept."""


def main() -> bool:
    """Ask for every page in turn, so that a busy moment hits all alike; then as fast as it goes.

    Whether none misses its mark.
    """
    with demo() as port:
        verdicts = [_one_after_the_other(port)]
        print(f"{'address':<40}{'kept':>24}{'made afresh':>24}")
        for address in (STATIC, *PAGES):
            kept, afresh = (_at_once(port, address + more) for more in ("", AFRESH))
            missed = _missed(address, *afresh)
            print(f"{address:<40}{_in_words(*kept)}{_in_words(*afresh)}{missed}", flush=True)
            verdicts.append(not missed)
    return all(verdicts)


def _missed(address: str, a_second: float, work: float) -> str:
    """Which of its marks a page misses, in words; empty for none."""
    least, most = BARS.get(address, (0, None))
    faults = [f"under {least}/s"] if a_second < least else []
    faults += [f"over {most} ms CPU"] if most is not None and work > most else []
    return "".join(f"   {fault}" for fault in faults)


def _one_after_the_other(port: int) -> bool:
    """Whether each answer of the origin comes in time."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took: dict[str, list[float]] = {address: [] for address in (STATIC, *PAGES)}
    for _ in range(ROUNDS):
        for address in took:
            began = time.perf_counter()
            _ask(line, address)
            took[address].append((time.perf_counter() - began) * 1000)
    static = statistics.median(took[STATIC])
    print(f"{'address':<40}{'median':>10}{'95 of 100':>12}{'times a static file':>22}")
    in_time = True
    for address, times in took.items():
        middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        verdict = "" if high <= LONGEST else f"   over {LONGEST} ms"
        print(f"{address:<40}{middle:>7.1f} ms{high:>9.1f} ms{middle / static:>21.1f}x{verdict}")
        in_time = in_time and not verdict
    return in_time


def _at_once(port: int, address: str) -> tuple[float, float]:
    """Answers a second, and milliseconds of the server's processor time for each."""
    until = time.monotonic() + SECONDS
    before, began = _worked(port), time.monotonic()
    with ThreadPoolExecutor(READERS) as readers:
        answers = sum(readers.map(_reader(port, address, until), range(READERS)))
    took, worked = time.monotonic() - began, _worked(port) - before
    return answers / took, 1000 * worked / answers


def _in_words(a_second: float, work: float) -> str:
    return f"{a_second:>12,.0f}/s{work:>7.1f} ms CPU"


def _reader(port: int, address: str, until: float) -> Callable[[int], int]:
    def read(number: int) -> int:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        answers = 0
        while time.monotonic() < until:
            _ask(line, address)
            answers += 1
        return answers

    return read


def _worked(port: int) -> float:
    """Seconds of the server's processes, those included that were replaced by fresh ones."""
    seconds = 0.0
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            ours = process.environ().get("PORT") == str(port)
            if ours and "gunicorn" in " ".join(process.cmdline()):
                seconds += sum(process.cpu_times()[:4])
    return seconds


def _ask(line: http.client.HTTPConnection, address: str) -> None:
    line.request("GET", address)
    answer = line.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{address} answers {answer.status}.")
