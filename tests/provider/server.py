"""The HTTP server around the dialect, the ledger and the script."""

import base64
import itertools
import json
import socket
import struct
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from tests.provider import mailgun
from tests.provider.ledger import Ledger
from tests.provider.script import Script

FOR_EVER = 120
"""Seconds: longer than any client waits."""


class StandIn(ThreadingHTTPServer):
    """A provider on a port of this machine, in a thread of its own."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, port: int = 0, key: str = "", count_only: bool = False) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.ledger = Ledger()
        self.script = Script()
        self.key = key
        self.count_only = count_only
        self.calls = itertools.count(1)
        self.refusals: list[str] = []
        self.hits = 0
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """What MAILGUN_API_URL is set to."""
        return f"{self.address}/v3"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leaving.set()
        self.script.release.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def pause(self, seconds: float) -> None:
        """Keep the client waiting, but not the end of the test."""
        self._leaving.wait(seconds)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error of ours."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: StandIn

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Stay silent."""

    def do_GET(self) -> None:
        if self.path == "/ledger":
            self._answer(HTTPStatus.OK, self.server.ledger.as_json())
        else:
            self._answer(HTTPStatus.NOT_FOUND, {"message": "no such address"})

    def do_DELETE(self) -> None:
        self.server.ledger.clear()
        self._answer(HTTPStatus.OK, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = self.path.strip("/").split("/")
        if self.path == "/script":
            self._rewrite_script(json.loads(body))
        elif len(parts) == 3 and parts[0] == "v3" and parts[2] == "messages":
            self._messages(parts[1], body)
        else:
            self._answer(HTTPStatus.OK, {"message": "Mailgun Magnificent API"})

    def _messages(self, domain: str, body: bytes) -> None:
        provider = self.server
        number = next(provider.calls)
        provider.hits += 1
        if not self._knows_the_key():
            self._answer(HTTPStatus.UNAUTHORIZED, {"message": "Forbidden"})
            return
        behaviour = provider.script.next()
        if behaviour == "slow":
            provider.pause(provider.script.seconds)
        elif behaviour == "hold":
            provider.script.held += 1
            provider.script.release.wait(FOR_EVER)
        message_id = f"<call.{number}@{domain}>"
        if behaviour in {"ok", "slow", "hold"} or behaviour.startswith("accept_"):
            try:
                self._accept(body, message_id)
            except mailgun.Refusal as refusal:
                provider.refusals.append(str(refusal))
                self._answer(HTTPStatus.BAD_REQUEST, {"message": str(refusal)})
                return
        self._behave(behaviour, message_id)

    def _accept(self, body: bytes, message_id: str) -> None:
        ledger = self.server.ledger
        form = mailgun.read_form(body, self.headers.get("Content-Type", ""))
        if self.server.count_only:
            ledger.accept([], number=len(form["to"]))
            return
        poison = frozenset(self.server.script.poison)
        ledger.accept(mailgun.read_letters(form, message_id, poison=poison))

    def _behave(self, behaviour: str, message_id: str) -> None:
        if behaviour.endswith("timeout"):
            self.server.pause(FOR_EVER)
            self.close_connection = True
        elif behaviour.endswith("reset"):
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
        elif behaviour.endswith("500"):
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, {"message": "Internal Server Error"})
        elif behaviour == "accept_badjson":
            self._write(HTTPStatus.OK, b"<html>Queued</html>")
        elif behaviour == "400":
            self._answer(HTTPStatus.BAD_REQUEST, {"message": "'from' parameter is not valid"})
        elif behaviour == "401":
            self._answer(HTTPStatus.UNAUTHORIZED, {"message": "Forbidden"})
        elif behaviour == "429":
            wait = {"Retry-After": str(self.server.script.retry_after)}
            self._answer(HTTPStatus.TOO_MANY_REQUESTS, {"message": "Too many requests"}, wait)
        else:
            self._answer(HTTPStatus.OK, {"id": message_id, "message": "Queued. Thank you."})

    def _knows_the_key(self) -> bool:
        scheme, _, encoded = self.headers.get("Authorization", "").partition(" ")
        if scheme != "Basic":
            return False
        user, _, key = base64.b64decode(encoded).decode().partition(":")
        return user == "api" and bool(key) and self.server.key in {"", key}

    def _rewrite_script(self, wanted: dict[str, object]) -> None:
        script = self.server.script
        script.calls.extend(wanted.get("calls", []))
        script.default = wanted.get("default", script.default)
        script.seconds = wanted.get("seconds", script.seconds)
        script.poison.update(wanted.get("poison", []))
        self._answer(HTTPStatus.OK, {})

    def _answer(
        self, status: HTTPStatus, content: object, headers: dict[str, str] | None = None
    ) -> None:
        self._write(status, json.dumps(content).encode(), headers)

    def _write(
        self, status: HTTPStatus, content: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
