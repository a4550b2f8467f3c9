"""When the embedded servers are wanted, and under which folder."""

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from cms.embedded.refusal import Unavailable

CHECKOUT = Path(__file__).resolve().parents[2]
"""The folder that holds manage.py."""
SETTINGS = {"cms.settings.demo", "cms.settings.test"}
"""Those that may live on embedded servers. Production may not."""
COMMANDS_WITHOUT = {"help", "version", "-h", "--help", "--version"}
VARIABLES = ("DATABASE_URL", "REDIS_URL")


def start_for(arguments: Sequence[str]) -> None:
    """Have the servers that a command of manage.py needs; their addresses enter the environment."""
    command, *options = [*arguments[1:], "help"]
    if (
        command not in COMMANDS_WITHOUT
        and _settings(options) in SETTINGS
        and not all(map(_given, VARIABLES))
    ):
        start(var_folder())


def start(var: Path, *, lasting: bool = True) -> None:
    """Start, or share, the servers under a folder."""
    try:
        # Loaded only now: a host with servers of its own has not installed what this needs.
        sharing = import_module("cms.embedded.sharing")
    except ModuleNotFoundError as error:
        raise Unavailable(
            f"{' and '.join(VARIABLES)} are not set and the embedded servers are not installed "
            f"({error.name} is missing). Set both, or run “make setup”."
        ) from None
    sharing.Servers(var, lasting=lasting).join()


def var_folder() -> Path:
    """Where everything lies that the project writes."""
    return Path(os.environ.get("VAR_DIR", "").strip() or CHECKOUT / "var")


def _given(variable: str) -> bool:
    return bool(os.environ.get(variable, "").strip())


def _settings(options: Sequence[str]) -> str:
    for option, following in zip(options, [*options[1:], ""], strict=True):
        if option == "--settings":
            return following
        if option.startswith("--settings="):
            return option.partition("=")[2]
    return os.environ.get("DJANGO_SETTINGS_MODULE", "")
