"""Ends what runs in a folder once its last user is gone, were it by `kill -9`."""

import os
import sys
import time
from pathlib import Path

from cms.embedded.sharing import Servers
from cms.leftovers import end_leftovers


def keep(var: Path, post: int) -> None:
    """Wait for the last user to end; give up the post in the moment the servers stop."""
    servers = Servers(var)
    while True:
        time.sleep(1)
        with servers.one_at_a_time():
            if servers.are_unused():
                end_leftovers(var / "run")
                servers.stop()
                os.close(post)
                return


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]))
