"""Running text as data: HTML and plain text are both written from it, neither stripped.

An editor's rich text may hold paragraphs, lists, bold, italic and links: nothing that a mail
program could spoil.
"""

from dataclasses import dataclass
from html.parser import HTMLParser

from wagtail.rich_text import expand_db_html

from newsletters import links

FEATURES = ["bold", "italic", "link", "ul"]
"""What the editor offers in a newsletter's texts."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words in one style."""

    text: str
    href: str = ""
    bold: bool = False
    italic: bool = False

    @property
    def plain(self) -> str:
        """As a plain letter writes it: the address in brackets after the words."""
        return f"{self.text} ({self.href})" if self.href and self.href != self.text else self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a list with one line an entry."""

    lines: tuple[tuple[Span, ...], ...]
    is_list: bool = False

    @property
    def plain_lines(self) -> list[str]:
        """Each line in plain words; entries of a list begin with a dash."""
        bullet = "- " if self.is_list else ""
        return [bullet + "".join(span.plain for span in line).strip() for line in self.lines]


Prose = tuple[Paragraph, ...]


def read(source: str) -> Prose:
    """The paragraphs of a rich text as Wagtail stores it; links to pages become whole addresses."""
    reader = _Reader()
    reader.feed(expand_db_html(source))
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Collects spans; what it does not know, it passes over and keeps the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[Paragraph] = []
        self._entries: list[tuple[Span, ...]] = []
        self._spans: list[Span] = []
        self._bold = self._italic = self._depth = 0
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "b" | "strong":
                self._bold += 1
            case "i" | "em":
                self._italic += 1
            case "a":
                href = dict(attrs).get("href") or ""
                self._href = links.absolute(href) if href else ""
            case "br":
                self._spans.append(Span(" "))
            case "ul" | "ol":
                self._end_block()
                self._depth += 1
            case "p" | "li":
                self._end_block()

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "b" | "strong":
                self._bold = max(0, self._bold - 1)
            case "i" | "em":
                self._italic = max(0, self._italic - 1)
            case "a":
                self._href = ""
            case "li" | "p":
                self._end_block()
            case "ul" | "ol":
                self._end_block()
                self._depth = max(0, self._depth - 1)
                if not self._depth:
                    self._end_list()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            words = " " if self._spans else ""
        else:
            words = f"{' ' * data[0].isspace()}{words}{' ' * data[-1].isspace()}"
        if words:
            self._spans.append(Span(words, self._href, bool(self._bold), bool(self._italic)))

    def finish(self) -> Prose:
        """What was read."""
        self._end_block()
        self._end_list()
        return tuple(self._paragraphs)

    def _end_block(self) -> None:
        spans, self._spans = tuple(self._spans), []
        if not any(span.text.strip() for span in spans):
            return
        if self._depth:
            self._entries.append(spans)
        else:
            self._paragraphs.append(Paragraph((spans,)))

    def _end_list(self) -> None:
        if self._entries:
            self._paragraphs.append(Paragraph(tuple(self._entries), is_list=True))
        self._entries = []
