"""A small server for pages rendered without a database, under the site's own security policy."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

from csp.utils import build_policy
from django.contrib.staticfiles import finders


class Silent:
    """Writes no log."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def answering(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address at which this handler answers, as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """The address under which the pages and the static files are found."""

    class Handler(Silent, BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.partition("?")[0]
            static = path.removeprefix("/static/")
            file = finders.find(static) if static != path else None
            if path in pages:
                self.answer(pages[path].encode(), "text/html; charset=utf-8")
            elif file:
                self.answer(Path(file).read_bytes(), guess_type(path)[0] or "font/woff2")
            else:
                self.send_error(404)

        def answer(self, body: bytes, content_type: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", build_policy())
            self.end_headers()
            self.wfile.write(body)

    with answering(Handler) as address:
        yield address
