"""One Valkey server in one folder: started, found again, stopped."""

import os
import signal
import socket
from pathlib import Path
from urllib.parse import quote

from cms.embedded.processes import end, end_all_in, launch, running_in, wait_for
from cms.embedded.refusal import Unavailable, last_complaint
from cms.embedded.sockets import make_private, socket_folder
from cms.embedded.wheels import valkey_program

PID_FILE = "valkey.pid"
SOCKET = "valkey.sock"
PATIENCE = 30


class Valkey:
    """The broker and cache of one folder."""

    title = "Valkey"
    variable = "REDIS_URL"

    def __init__(self, folder: Path, *, lasting: bool = True) -> None:
        self.folder = folder
        self.socket = socket_folder(folder, SOCKET) / SOCKET
        self.log = folder / "server.log"
        self.lasting = lasting

    @property
    def address(self) -> str:
        """What REDIS_URL is set to."""
        return f"unix://{quote(str(self.socket))}?db=0"

    def start(self) -> None:
        """Serve from this folder; a server that already does is kept."""
        if wait_for(self._answers, lives=self._lives, patience=PATIENCE):
            return
        self.stop()
        end_all_in(self.folder)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._launch()

    def stop(self) -> None:
        """Write everything down and leave."""
        if process := running_in(self.folder, PID_FILE):
            end(process, signal.SIGTERM, signal.SIGKILL, patience=10)

    def _launch(self) -> None:
        make_private(self.socket.parent, owner=os.geteuid())
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "pidfile": str(self.folder / PID_FILE),
            "databases": "64",
            "save": "",
            "appendonly": "yes" if self.lasting else "no",
            "maxmemory-policy": "noeviction",
        }
        child = launch(
            [
                valkey_program(),
                *(word for name, value in settings.items() for word in (f"--{name}", value)),
            ],
            folder=self.folder,
            log=self.log,
            identity={},
        )
        if not wait_for(self._answers, lives=lambda: child.poll() is None, patience=PATIENCE):
            why = last_complaint(self.log.read_text(errors="replace"))
            raise Unavailable(
                f"Valkey could not be started: {why}. Set VAR_DIR to another folder, "
                "or REDIS_URL to a Redis or Valkey server you have."
            )

    def _lives(self) -> bool:
        return running_in(self.folder, PID_FILE) is not None

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(1)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(5) == b"+PONG"
        except OSError:
            return False
