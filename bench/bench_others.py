"""Ours, Anymail by hand, Django's loop and two packages from the index, over one stand-in.

The others run in environments of their own, made by uv in temporary folders. Trust the ratios.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

from bench import apart

OURS = 20_000
LETTERS = {"loop": 300, "post_office": 300, "newsletter": 300}
NEEDS = {
    "loop": [],
    "post_office": ["django-post-office"],
    "newsletter": ["django-newsletter", "sorl-thumbnail"],
}
UV = apart.ROOT / ".venv" / "bin" / "uv"
PROGRAMS = apart.ROOT / "bench" / "elsewhere"


def main() -> None:
    """What cannot be installed or run is said, and the others go on."""
    print(f"{apart.load()}; letters of 60 kB HTML and 15 kB text, one a call for the three others")
    with apart.mailgun() as port:
        address = f"http://127.0.0.1:{port}/v3"
        ours = _measure_ours(address)
        for name, letters in LETTERS.items():
            with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
                _compare(ours, name, letters, Path(folder), port)


def _measure_ours(address: str) -> dict[str, float]:
    """The engine with all its bookkeeping, and what Anymail does without any."""
    with apart.servers(EMAIL_PROVIDER="mailgun", MAILGUN_API_URL=address) as environment:

        def measure(step: str) -> dict[str, float]:
            return apart.measure(
                [sys.executable, "-m", "bench.sending", step, str(OURS)], environment
            )

        measure("people")
        by_hand = measure("by-hand")
        measure("plan")
        ours = measure("send")
    apart.show("ours, with all bookkeeping", ours)
    _show("Anymail by hand", by_hand, ours)
    return ours


def _show(what: str, found: dict[str, float], ours: dict[str, float]) -> None:
    apart.show(what, found)
    print(
        f"  ours: {found['wall'] / ours['wall']:.2f} x as fast, "
        f"{ours['cpu'] / found['cpu']:.3f} x the processor time"
    )


def _compare(ours: dict[str, float], name: str, letters: int, folder: Path, port: int) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "FOLDER": str(folder),
        "MAILGUN_API_URL": f"http://127.0.0.1:{port}/v3",
    }
    python, before = folder / "own" / "bin" / "python", _taken(port)
    try:
        _run(UV, "venv", "--quiet", "--python", "3.11", folder / "own")
        packages = ["django==5.2.*", "django-anymail", *NEEDS[name]]
        _run(UV, "pip", "install", "--quiet", "--python", python, *packages)
        found = apart.measure(
            [str(python), str(PROGRAMS / f"{name}.py"), str(letters)], environment
        )
    except subprocess.CalledProcessError as error:
        why = (error.stderr or "").strip().splitlines()[-1:] or ["it ended without a word"]
        print(f"{name}: could not be measured: {why[0]}")
        return
    if (taken := _taken(port) - before) != letters:
        print(f"{name}: {taken} letters arrived instead of {letters}")
    _show(" ".join(NEEDS[name][:1]) or "Django's own loop", found, ours)


def _taken(port: int) -> int:
    """How many letters the stand-in has been given so far."""
    with urlopen(f"http://127.0.0.1:{port}/ledger", timeout=10) as told:
        number: int = json.load(told)["letters"]
    return number


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    subprocess.run(words, check=True, capture_output=True, text=True, timeout=300)


if __name__ == "__main__":
    main()
