"""The site behind an address, for a browser, within one test's transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from django.test.testcases import QuietWSGIRequestHandler


class OneAtATime:
    """A browser asks for much at once; a transaction can answer one question after the other.

    What is still asked when the test is over gets no answer from the database: its transaction is
    about to be rolled back, and the connection goes to the next test.
    """

    def __init__(self, application):
        self.application = application
        self.lock = threading.Lock()
        self.over = False

    def __call__(self, environ, start_response):
        with self.lock:
            if self.over:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return [b""]
            answer = self.application(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                answer.close()

    def end(self):
        """Let the answer that is being made be finished; there is none after it."""
        with self.lock:
            self.over = True


class Server(ThreadedWSGIServer):
    """A server whose threads leave the test's connection open."""

    def _close_connections(self):
        pass


@contextmanager
def serving_site() -> Iterator[str]:
    """Its address. The server shares the test's connection, so nothing needs to be committed."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.inc_thread_sharing()
    server = Server(
        ("localhost", 0),
        QuietWSGIRequestHandler,
        connections_override={DEFAULT_DB_ALIAS: connection},
    )
    application = OneAtATime(StaticFilesHandler(WSGIHandler()))
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        application.end()
        connection.dec_thread_sharing()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
