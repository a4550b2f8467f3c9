"""Citations as files for reference managers: RIS and BibTeX.

RIS after Research Information Systems, "RIS Format Specifications" (tags TY, AU, PY, TI, PB, T2,
VL, IS, SP, EP, UR, DO, Y2, N1, ER; a line is a tag, two spaces, a hyphen, a space and a value).
BibTeX after Patashnik, "BibTeXing" (1988): in a value braces have to balance, so those of a title
are written as commands.
"""

import re
import unicodedata
from collections.abc import Callable

from content.schema import MADE_UP
from library.citing import Author, Citation, Genre

RIS_TYPES = {
    Genre.WEB_PAGE: "ELEC",
    Genre.REPORT: "RPRT",
    Genre.ARTICLE: "JOUR",
    Genre.BOOK: "BOOK",
    Genre.LAW: "STAT",
    Genre.FILM: "VIDEO",
    Genre.SOUND: "SOUND",
}
BIB_TYPES = {Genre.REPORT: ("techreport", "institution"), Genre.BOOK: ("book", "publisher")}
"""With the field that such an entry cannot do without; everything else is `misc`, which can."""
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
IN_ADDRESSES = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def ris(citation: Citation) -> str:
    """One record, its lines ended as the format asks."""
    tags = [("TY", RIS_TYPES[citation.genre])]
    tags += [("AU", _ris_author(author)) for author in citation.authors]
    tags += [
        ("PY", citation.plain_year),
        ("TI", citation.title),
        ("PB", citation.publisher),
        *zip(("T2", "VL", "IS", "SP", "EP"), _in_journal(citation), strict=True),
        ("DO", citation.doi),
        ("UR", citation.address),
        ("Y2", f"{citation.accessed:%Y/%m/%d/}" if citation.accessed else ""),
        ("N1", MADE_UP if citation.is_sample else ""),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(citation: Citation) -> str:
    """One entry. Letters with accents stay as they are: the file is UTF-8."""
    kind, needed = BIB_TYPES.get(citation.genre, ("misc", "publisher"))
    journal, volume, number, first, last = _in_journal(citation)
    if journal and citation.genre == Genre.ARTICLE:
        kind = "article"
    elif not citation.publisher:
        kind = "misc"
    fields = {
        "author": " and ".join(_bib_author(author) for author in citation.authors),
        "title": f"{{{_escaped(citation.title)}}}",
        "year": _escaped(citation.year),
        needed: f"{{{_escaped(citation.publisher)}}}" if citation.publisher else "",
        "journal": f"{{{_escaped(journal)}}}" if journal else "",
        "volume": volume,
        "number": _escaped(number),
        "pages": "--".join(filter(None, (first, last))),
        "doi": _address(citation.doi),
        "url": _address(citation.address),
        "urldate": f"{citation.accessed:%Y-%m-%d}" if citation.accessed else "",
        "note": MADE_UP if citation.is_sample else "",
    }
    written = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{_key(citation)},\n{written}}}\n"


FORMATS: dict[str, tuple[str, Callable[[Citation], str]]] = {
    "ris": ("application/x-research-info-systems", ris),
    "bib": ("application/x-bibtex", bibtex),
}
"""By the end of the address: the media type, and who writes it."""


def _in_journal(citation: Citation) -> list[str]:
    """Journal, volume, number, first and last page."""
    known = citation.in_journal
    return [known.get(name, "") for name in ("journal", "volume", "number", "first", "last")]


def _ris_author(author: Author) -> str:
    """A body's name without commas: programs take what stands before one for a surname."""
    return author.name.replace(",", "") if author.is_body else author.name


def _bib_author(author: Author) -> str:
    """A body's name in braces of its own, so that no "and" or comma in it tells people apart."""
    name = _escaped(author.name)
    return f"{{{name}}}" if author.is_body else name


def _line(value: str) -> str:
    """In one line: a line break in a title would begin a tag."""
    return " ".join(_printable(value).split())


def _escaped(value: str) -> str:
    return "".join(SPECIAL.get(sign, sign) for sign in _line(value))


def _address(value: str) -> str:
    return "".join(IN_ADDRESSES.get(sign, sign) for sign in _line(value))


def _printable(value: str) -> str:
    return "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in value
    )


def _key(citation: Citation) -> str:
    """ASCII letters, digits and hyphens, as every BibTeX program takes them."""
    plain = unicodedata.normalize("NFKD", citation.key).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9-]", "", plain) or "item"
