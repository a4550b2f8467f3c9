"""A mail server with a ledger: takes letters one by one, or misbehaves as told."""

import socketserver
import threading
from collections import Counter
from types import TracebackType
from typing import Self


class MailServer(socketserver.ThreadingTCPServer):
    """`to_sender` is the answer to MAIL, `to_everybody` the one to RCPT; `refuse` maps a recipient
    to another, and `after_data` to what follows the dot.

    "hang up" as an answer cuts the connection there. With `pipelining`, several commands may come
    at once (RFC 2920).
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, pipelining: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[tuple[str, bytes]] = []
        self.pipelining = pipelining
        self.connections = 0
        self.to_sender = self.to_everybody = "250 ok"
        self.refuse: dict[str, str] = {}
        self.after_data: dict[str, str] = {}
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def counts(self) -> Counter[str]:
        """How many letters each recipient gets."""
        return Counter(recipient for recipient, _ in self.letters)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        recipient = ""
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "EHLO" and self.server.pipelining:
                answer = "250-ready\r\n250 PIPELINING"
            elif verb == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                answer = self.server.refuse.get(recipient, self.server.to_everybody)
            elif verb == "MAIL":
                answer = self.server.to_sender
            elif verb == "DATA":
                self._say("354 go on")
                content = self._read_content()
                answer = self.server.after_data.get(recipient, "250 ok")
                if answer.startswith(("250", "taken")):
                    self.server.letters.append((recipient, content))
            else:
                answer = "221 bye" if verb == "QUIT" else "250 ok"
            if answer.endswith("hang up"):
                return
            self._say(answer)
            if verb == "QUIT":
                return

    def _read_content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
