"""The HTTP server around the dialect, the ledger and the script."""

import hashlib
import itertools
import json
import socket
import struct
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from tests.provider.brevo import Brevo
from tests.provider.dialect import Answer, Dialect, Refusal, Request
from tests.provider.ledger import Ledger
from tests.provider.mailgun import Mailgun
from tests.provider.mailjet import Mailjet
from tests.provider.mailtrap import Mailtrap
from tests.provider.postmark import Postmark
from tests.provider.resend import Resend
from tests.provider.script import Script
from tests.provider.ses import AmazonSES

FOR_EVER = 120
"""Seconds: longer than any client waits."""


DIALECTS = {
    dialect.name: dialect
    for dialect in (
        *(Mailgun(), Postmark(), Resend(), Brevo()),
        *(Mailtrap(), Mailjet(), AmazonSES()),
    )
}


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
        self.paths: list[str] = []
        self.keys: dict[str, tuple[bytes, Answer]] = {}
        self.hits = 0
        self.asked = 0
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        """What MAILGUN_API_URL is set to."""
        return f"{self.address}/v3"

    def settings(self, dialect: str) -> dict[str, object]:
        """What ANYMAIL holds, so that this is taken for the provider."""
        return DIALECTS[dialect].settings(self.address)

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
        name, _, path = self.path.removeprefix("/").partition("/")
        request = Request(f"/{path}", self.headers, b"")
        if self.path == "/ledger":
            self._answer(HTTPStatus.OK, self.server.ledger.as_json())
        elif (dialect := DIALECTS.get(name)) and dialect.keeps_log(request):
            self._log(dialect, request)
        else:
            self._answer(HTTPStatus.NOT_FOUND, {"message": "no such address"})

    def do_DELETE(self) -> None:
        self.server.ledger.clear()
        self._answer(HTTPStatus.OK, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/script":
            self._rewrite_script(json.loads(body))
            return
        at_root = Request(self.path, self.headers, body)
        if DIALECTS["v3"].keeps_log(at_root):
            self._log(DIALECTS["v3"], at_root)
            return
        name, _, path = self.path.removeprefix("/").partition("/")
        request = Request(f"/{path}", self.headers, body)
        dialect = DIALECTS.get(name)
        if dialect and dialect.handles(request):
            self._messages(dialect, request)
        else:
            self._answer(HTTPStatus.NOT_FOUND, {"message": "no such address"})

    def _messages(self, dialect: Dialect, request: Request) -> None:
        provider = self.server
        number = next(provider.calls)
        provider.hits += 1
        provider.paths.append(self.path)
        if not self._knows_the_key(dialect, request):
            self._complain(dialect, HTTPStatus.UNAUTHORIZED, "Forbidden")
            return
        most = provider.script.most
        if most is not None and dialect.count(request) > most:
            self._answer(420, dialect.complaint(HTTPStatus.BAD_REQUEST, "recipient limit exceeded"))
            return
        behaviour = provider.script.next()
        if behaviour == "slow":
            provider.pause(provider.script.seconds)
        elif behaviour == "hold":
            provider.script.held += 1
            provider.script.release.wait(FOR_EVER)
        answer: Answer = (HTTPStatus.OK, {})
        if behaviour in {"ok", "slow", "hold"} or behaviour.startswith("accept_"):
            try:
                answer = self._accept(dialect, request, number)
            except Refusal as refusal:
                provider.refusals.append(str(refusal))
                self._complain(dialect, HTTPStatus.BAD_REQUEST, str(refusal))
                return
        self._behave(dialect, behaviour, answer)

    def _log(self, dialect: Dialect, request: Request) -> None:
        """What became of letters, as far as the script lets the log know."""
        provider, mood = self.server, self.server.script.log
        provider.asked += 1
        if mood == "forbidden" or not self._knows_the_key(dialect, request):
            self._complain(dialect, HTTPStatus.FORBIDDEN, "Forbidden")
        elif mood == "nonsense":
            self._write(HTTPStatus.OK, b"[]")
        else:
            entries = [] if mood == "behind" else provider.ledger.entries
            try:
                self._answer(HTTPStatus.OK, dialect.log(request, entries))
            except Refusal as refusal:
                provider.refusals.append(str(refusal))
                self._complain(dialect, HTTPStatus.BAD_REQUEST, str(refusal))

    def _accept(self, dialect: Dialect, request: Request, number: int) -> Answer:
        """Into the ledger with it, unless its key is known already."""
        provider = self.server
        if provider.count_only:
            provider.ledger.accept([], number=dialect.count(request))
            return dialect.answer(request, [], number)
        key, digest = dialect.idempotency_key(request), hashlib.sha256(request.body).digest()
        if key in provider.keys:
            first, answer = provider.keys[key]
            return dialect.repeated(answer, same=first == digest)
        results = dialect.results(request, number, provider.script)
        provider.ledger.accept([result.entry for result in results if result.entry])
        answer = dialect.answer(request, results, number)
        if key:
            provider.keys[key] = digest, answer
        return answer

    def _behave(self, dialect: Dialect, behaviour: str, answer: Answer) -> None:
        if behaviour.endswith("timeout"):
            self.server.pause(FOR_EVER)
            self.close_connection = True
        elif behaviour.endswith("reset"):
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
        elif behaviour.endswith("500"):
            self._complain(dialect, HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error")
        elif behaviour == "accept_badjson":
            self._write(HTTPStatus.OK, b"<html>Queued</html>")
        elif behaviour == "400":
            self._complain(dialect, HTTPStatus.BAD_REQUEST, "'from' parameter is not valid")
        elif behaviour == "401":
            self._complain(dialect, HTTPStatus.UNAUTHORIZED, "Forbidden")
        elif behaviour == "429":
            wait = {"Retry-After": str(self.server.script.retry_after)}
            self._complain(dialect, HTTPStatus.TOO_MANY_REQUESTS, "Too many requests", wait)
        else:
            self._answer(*answer)

    def _complain(
        self,
        dialect: Dialect,
        status: HTTPStatus,
        reason: str,
        headers: dict[str, str] | None = None,
    ) -> None:
        self._answer(status, dialect.complaint(status, reason), headers)

    def _knows_the_key(self, dialect: Dialect, request: Request) -> bool:
        try:
            key = dialect.key(request)
        except ValueError:
            return False
        return bool(key) and self.server.key in {"", key}

    def _rewrite_script(self, wanted: dict[str, object]) -> None:
        script = self.server.script
        script.calls.extend(wanted.get("calls", []))
        script.default = wanted.get("default", script.default)
        script.seconds = wanted.get("seconds", script.seconds)
        script.poison.update(wanted.get("poison", []))
        self._answer(HTTPStatus.OK, {})

    def _answer(self, status: int, content: object, headers: dict[str, str] | None = None) -> None:
        self._write(status, json.dumps(content).encode(), headers)

    def _write(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
