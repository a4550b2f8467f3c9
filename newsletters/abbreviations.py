"""Words in capitals that a reader may not know, and that the edition does not explain.

An abbreviation is explained where the letter writes its words beside it, “Multi-Agency Public
Protection Arrangements (MAPPA)” or the other way round, or where the site does (its glossary).
"""

import re
from collections.abc import Iterable

from content import explained

KNOWN_TO_ALL = {
    *("UK", "GB", "EU", "UN", "USA", "US", "NHS", "GP", "GPS", "MP", "BBC", "ITV"),
    *("PDF", "ID", "IT", "TV", "DVD", "CD", "CV", "DIY", "FAQ", "AM", "PM", "BST"),
    *("GMT", "BC", "AD", "OK", "PS", "NB", "RSVP", "TBC", "ASAP", "COVID", "AIDS"),
    *("HIV", "DNA", "IQ", "PE", "BA", "MA", "GCSE", "UNICEF", "HM", "SMS", "PIN"),
    *("QR", "AI", "PC", "USB", "VAT", "PAYE", "HR", "CEO", "Q&A", "R&D", "MOT", "B&B"),
}
"""What nobody needs explained. Whatever belongs to the field has its place in the glossary."""

CAPITALS = re.compile(r"(?<![\w@.&])[A-Z][A-Z0-9&]*[A-Z0-9](?:s|[’']s)?(?![\w@&]|\.\w)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
ROMAN = re.compile(r"(?=[IVX]+$)X{0,3}(?:IX|IV|V?I{0,3})")
IN_BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)")
PLURAL = re.compile(r"(?:s|[’']s)$")
SHOUTED = 4
"""So many capital words and no others are a heading set in capitals, not abbreviations."""


def unknown(lines: Iterable[str]) -> list[str]:
    """Those that neither the lines, nor the site, nor everybody explains, in order of reading."""
    lines = [POSTCODE.sub(" ", ADDRESS.sub(" ", line)) for line in lines]
    found = dict.fromkeys(
        short for line in lines if not _is_shouted(line) for short in _in_capitals(line)
    )
    if not found:
        return []
    known = KNOWN_TO_ALL | {short for line in lines for short in _explained_in(line)}
    for word, meaning in explained.words():
        known |= {
            *_in_capitals(word),
            *_explained_in(f"{word} ({meaning})"),
            *_explained_in(meaning),
        }
    return [short for short in found if short not in known]


def _in_capitals(line: str) -> list[str]:
    """Without plurals, numerals, and numbers with one letter, such as A4 or M25."""
    shorts = (_bare(found[0]) for found in CAPITALS.finditer(line))
    return [it for it in shorts if sum(map(str.isalpha, it)) > 1 and not ROMAN.fullmatch(it)]


def _bare(short: str) -> str:
    return PLURAL.sub("", short) if PLURAL.sub("", short).isupper() else short


def _is_shouted(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) >= SHOUTED and all(word.isupper() for word in words)


def _explained_in(line: str) -> list[str]:
    """“Its words (SHORT)” and “SHORT (its words)”."""
    found = []
    for before, inside in IN_BRACKETS.findall(line):
        found += [it for it in _in_capitals(inside) if _stands_for(it, before, at_its_end=True)]
        last = _in_capitals(before)[-1:]
        if last and re.search(rf"{re.escape(last[0])}(?:s|[’']s)?\s*$", before):
            found += [it for it in last if _stands_for(it, inside)]
    return found


def _stands_for(short: str, words: str, *, at_its_end: bool = False) -> bool:
    """Whether its letters follow each other in words of which the first begins with the first."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    parts = re.findall(r"[^\W\d_]+", words.lower())
    for start, word in enumerate(parts):
        near = parts[start:] if not at_its_end else parts[start : start + 3 * len(letters)]
        if word.startswith(letters[0]) and not (at_its_end and near[-1:] != parts[-1:]):
            rest = iter("".join(near))
            if all(letter in rest for letter in letters) and len(near) > 1:
                return True
    return False
