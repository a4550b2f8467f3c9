"""When the embedded servers are wanted, and under which folder."""

import os
from collections.abc import Sequence
from pathlib import Path

from cms.embedded.sharing import CHECKOUT, Servers

SETTINGS = {"cms.settings.demo", "cms.settings.test"}
"""Those that may live on embedded servers. Production may not."""
COMMANDS_WITHOUT = {"help", "version"}


def start_for(arguments: Sequence[str]) -> None:
    """Have the servers that a command of manage.py needs; their addresses enter the environment."""
    command, *options = [*arguments[1:], "help"]
    talks_only = command in COMMANDS_WITHOUT or {"-h", "--help", "--version"} & {command, *options}
    if not talks_only and _settings(options) in SETTINGS:
        Servers(var_folder()).join()


def var_folder() -> Path:
    """Where everything lies that the project writes."""
    return Path(os.environ.get("VAR_DIR", "").strip() or CHECKOUT / "var")


def _settings(options: Sequence[str]) -> str:
    for option, following in zip(options, [*options[1:], ""], strict=True):
        if option == "--settings":
            return following
        if option.startswith("--settings="):
            return option.partition("=")[2]
    return os.environ.get("DJANGO_SETTINGS_MODULE", "")
