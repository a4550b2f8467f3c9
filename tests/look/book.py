"""Every page in every state, written down once and served again to whoever judges it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from mimetypes import guess_type
from pathlib import Path

from django.http import HttpResponse
from django.template import Template
from django.test import Client

from tests.look.site import Silent, answering

FOLDERS = ("/static/", "/media/")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
"""When all of it is asked for, and read: a Tuesday, when the helpline is open."""


@dataclass(frozen=True)
class Leaf:
    """One page in one state, as the site answered."""

    name: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    status: int = 200
    known: bool = False
    """Whoever asked had signed in."""
    desk: bool = False
    """It is a view of the editors' desk."""
    is_wagtails: bool = False
    """It is a view of Wagtail's with something of ours in it: judged by whoever makes Wagtail."""
    is_letter: bool = False
    """A letter keeps styles of its own, for mail programs."""

    @property
    def path(self) -> str:
        """Where it can be read."""
        return f"/{self.name.replace(', ', '-').replace(' ', '-')}/"


@dataclass
class Book:
    """The leaves, by name, and where the files are that they ask for."""

    folder: Path
    leaves: dict[str, Leaf] = field(default_factory=dict)
    inlays: dict[str, HttpResponse] = field(default_factory=dict)
    """What pages ask for besides files, by its own path."""
    templates: set[str] = field(default_factory=set)
    """The names of all templates that had a part in it."""

    def note_template(self, template: Template, **others: object) -> None:
        """Hear of a template that is being rendered."""
        self.templates.add(str(template.name))

    def keep(self, name: str, response: HttpResponse, **facts: bool) -> HttpResponse:
        """Write an answer of the site down; it is handed on."""
        assert name not in self.leaves, name
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        headers = (*response.headers.items(), *cookies)
        self.leaves[name] = Leaf(name, response.content, headers, response.status_code, **facts)
        return response

    def ask(self, name: str, path: str, client: Client | None = None, **facts: bool) -> None:
        """Ask the site for a page that is there, and write it down."""
        answer = (client or Client()).get(path)
        assert answer.status_code == 200, (name, path, answer.status_code)
        self.keep(name, answer, **facts)

    def of_readers(self) -> list[Leaf]:
        """What is not the editors' desk."""
        return [leaf for leaf in self.leaves.values() if not leaf.desk]


@contextmanager
def serving(book: Book) -> Iterator[str]:
    """The address under which the book can be read; leaves that come later are served too."""

    class Handler(Silent, BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path = self.path.partition("?")[0]
            leaf = next((leaf for leaf in book.leaves.values() if leaf.path == path), None)
            file = book.folder / path.strip("/")
            if leaf:
                self.answer(leaf.body, leaf.headers)
            elif path in book.inlays:
                inlay = book.inlays[path]
                self.answer(inlay.content, inlay.headers.items())
            elif path.startswith(FOLDERS) and ".." not in path and file.is_file():
                kind = guess_type(path)[0] or "font/woff2"
                self.answer(file.read_bytes(), [("Content-Type", kind)])
            elif path == "/favicon.ico":  # asked for unasked, where a page names no icon
                self.answer(b"", [("Content-Type", "image/x-icon")])
            else:
                self.send_error(404)

        def answer(self, body: bytes, headers: Iterable[tuple[str, str]]) -> None:
            """Always as a success: a browser would note an error page in its console."""
            self.send_response(200)
            for name, value in headers:
                if name != "Content-Length":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with answering(Handler) as address:
        yield address
