"""Forgets the demo: `make demo-reset` begins with this."""

import os
import shutil
import sys

from cms.embedded.refusal import Unavailable
from cms.embedded.sharing import Servers
from cms.embedded.starting import var_folder
from cms.leftovers import AlreadyRunning, sole_supervisor

FOLDERS = ("postgres", "postgres.new", "valkey", "media", "mailbox")


def discard() -> None:
    """Remove what the demo keeps, unless it is in use or not the demo's own."""
    if os.environ.get("DATABASE_URL", "").strip():
        raise Unavailable(
            "DATABASE_URL names a database of your own, which is left alone. "
            "Empty it yourself, or unset DATABASE_URL."
        )
    servers = Servers(var_folder())
    try:
        with sole_supervisor(servers.var / "run"), servers.one_at_a_time():
            if not servers.are_unused():
                raise AlreadyRunning
            servers.stop()
            for name in FOLDERS:
                if (servers.var / name).exists():
                    shutil.rmtree(servers.var / name)
    except AlreadyRunning:
        raise Unavailable(
            f"The data in {servers.var} is in use. Stop what uses it, then try again."
        ) from None
    except OSError as error:
        raise Unavailable(
            f"The data in {servers.var} cannot be removed: {error.strerror}."
        ) from error


if __name__ == "__main__":
    try:
        discard()
    except Unavailable as refusal:
        sys.exit(str(refusal))
