"""Two packages from the index and Django's own loop, side by side over the same stand-in.

Each runs in an environment of its own, made by uv in a temporary folder. Ours and Anymail by hand
are measured by `bench mail`.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from urllib.request import urlopen

from bench import apart

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
    print(f"{apart.load()}; letters of 60 kB HTML and 15 kB text, a call for each")
    with apart.mailgun() as port:
        for name, letters in LETTERS.items():
            with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
                _measure(name, letters, Path(folder), port)


def _measure(name: str, letters: int, folder: Path, port: int) -> None:
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
    apart.show(" ".join(NEEDS[name][:1]) or "Django's own loop", found)


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
