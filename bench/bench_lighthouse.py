"""What Lighthouse says about eight pages on a phone: the median of five runs, three when quick.

Its phone is slowed down fourfold, and so is everything else on this machine: the milliseconds are
worth more on a quiet one. BENCH_QUICK=1 saves time.
"""

import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator

from bench.running import ROOT, demo

ARCHIVE = "/newsletters/hub-news/"
PAGES = {
    "home": "/",
    "library": "/library/",
    "case study": "/library/sampleton-schools-cluster/",
    "events": "/events/",
    "event": "/events/introduction-parent-in-custody/",
    "newsletter": ARCHIVE,
    "edition": "",
    "stage": "/custody/",
}
SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
LARGEST_PAINT, SHIFT = 1500, 0.02
TRIES = 3
"""Now and then Chromium records nothing, and Lighthouse ends with NO_NAVSTART."""
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"


def main() -> bool:
    """Measure page after page, and say what misses its mark and which audits took the points.

    Whether all of them make it.
    """
    tools = _tools()
    if tools is None:
        return True
    runs = 3 if os.environ.get("BENCH_QUICK") else 5
    print(f"{'page':<12}{'perf':>6}{'a11y':>6}{'best':>6}{'seo':>6}{'LCP':>9}{'CLS':>8}{'TBT':>8}")
    with demo() as port:
        pages = PAGES | {"edition": _newest_edition(port)}
        made = []
        for name, path in pages.items():
            reports = [_report(tools, f"http://127.0.0.1:{port}{path}") for _ in range(runs)]
            made.append(_say(name, reports))
    return all(made)


def _tools() -> dict[str, str] | None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not shutil.which("npm"):
        print("Skipped: Lighthouse needs npm and Chromium (apt-get install npm chromium).")
        return None
    filled = subprocess.run([ROOT / "requirements/npm/install.sh", "bench"], check=False)
    if filled.returncode:
        print("Skipped: Lighthouse could not be installed; npm says why above.")
        return None
    return os.environ | {"CHROME_PATH": chromium}


def _newest_edition(port: int) -> str:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", ARCHIVE)
    found = re.search(rf'href="({ARCHIVE}[^"/]+/)"', line.getresponse().read().decode())
    return found[1] if found else ARCHIVE


def _report(tools: dict[str, str], url: str) -> dict:
    for _ in range(TRIES):
        said = subprocess.run(
            [
                ROOT / "var/npm/node_modules/.bin/lighthouse", url, "--quiet", "--output=json",
                f"--only-categories={','.join(SCORES)}", f"--chrome-flags={FLAGS}",
            ],
            capture_output=True, check=False, env=tools, text=True, timeout=240,
        )  # fmt: skip
        if not said.returncode:
            return json.loads(said.stdout)
    sys.exit(f"Lighthouse failed on {url}:\n{said.stderr[-1500:]}")


def _say(name: str, reports: list[dict]) -> bool:
    """Print what a page was given, and tell whether it makes its marks."""

    def middle(read) -> float:
        return statistics.median(read(report) for report in reports)

    def audit(key: str) -> float:
        return middle(lambda report: report["audits"][key].get("numericValue") or 0)

    scores = {
        key: round(100 * middle(lambda report, key=key: report["categories"][key]["score"] or 0))
        for key in SCORES
    }
    paint, shift = audit("largest-contentful-paint"), audit("cumulative-layout-shift")
    blocked = audit("total-blocking-time")
    columns = "".join(f"{score:>6}" for score in scores.values())
    print(f"{name:<12}{columns}{paint:>6.0f} ms{shift:>8.3f}{blocked:>5.0f} ms", flush=True)
    short = [key for key, least in SCORES.items() if scores[key] < least]
    misses = bool(paint > LARGEST_PAINT or shift > SHIFT or short)
    if misses:
        print(f"    misses its mark: {', '.join(_points_lost(reports[0], short)) or 'time'}")
    return not misses


def _points_lost(report: dict, categories: list[str]) -> Iterator[str]:
    for category in categories:
        for part in report["categories"][category]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and (audit["score"] is not None and audit["score"] < 1):
                yield f"{part['id']} ({audit.get('displayValue') or audit['score']})"
