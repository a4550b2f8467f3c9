"""How hard the words of an edition are to read, and which sentences make it so.

Rudolf Flesch's reading ease is 206.835, less 1.015 for each word of a sentence, less 84.6 for
each syllable of a word ("A new readability yardstick", Journal of Applied Psychology 32, 1948);
the names of its steps follow his. He counts on samples of 100 words: of fewer nothing is said here.
60 to 70 is plain English. The content guidance of GOV.UK asks for a reading age of nine, which is
easier still; readers of this letter are professionals in a hurry, so we ask for 50, as advice.

pyphen parts words for printers (LibreOffice's patterns, en_GB), who never part a single letter from
a word. Syllables are therefore counted in each part, by its sounded vowels.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen

AIM = 50
ENOUGH = 100
"""Words."""
SHORTEST = 8
"""Words of a sentence that is worth naming: what is shorter, one difficult word decides."""
NAMED = 3
SHOWN = 160
"""Characters of a sentence."""
STEPS = [
    (90, "a comic"),
    (80, "an everyday conversation"),
    (70, "a popular story"),
    (60, "plain English"),
    (50, "a serious newspaper"),
    (30, "an academic article"),
]
HARDEST = "a scientific paper"

ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:!?)]|\S+@\S+\.\w+")
WORD = re.compile(r"[^\W_](?:[^\W_]|[’'.](?=[^\W_]))*")
END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“\u2018(\[]*[^\Wa-z_])|(?<=:)\s+(?=[A-Z])")
ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No|e\.g|i\.e|etc|approx)\.$")
VOWELS = re.compile(r"[aeiouyàâäáéèêëíîïóôöúûü]+", re.IGNORECASE)
SILENT = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy]l)e$|(?<![dtaeiouy])ed$|(?<![sxzcgh])es$", re.I)


@dataclass(frozen=True, slots=True)
class Ease:
    """What a text comes to."""

    score: int
    """From 0, which hardly anybody can read, to 100."""
    hardest: tuple[str, ...]
    """The sentences to begin with, the hardest first."""

    @property
    def like(self) -> str:
        """What is about as hard to read."""
        return next((name for least, name in STEPS if self.score >= least), HARDEST)

    @property
    def is_hard(self) -> bool:
        return self.score < AIM


def ease(lines: Iterable[str]) -> Ease | None:
    """Of all lines together; None if there is too little to say anything."""
    sentences = [sentence for line in lines for sentence in _sentences(line)]
    counted = [(it, *_count(it)) for it in sentences]
    counted = [(it, words, syllables) for it, words, syllables in counted if words]
    words = sum(number for _, number, _ in counted)
    if words < ENOUGH:
        return None
    score = _score(words, sentences=len(counted), syllables=sum(it[2] for it in counted))
    long = [(_score(n, sentences=1, syllables=of), it) for it, n, of in counted if n >= SHORTEST]
    hardest = sorted({found for found in long if found[0] < AIM})[:NAMED]
    return Ease(min(100, max(0, round(score))), tuple(_shown(sentence) for _, sentence in hardest))


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """How many are heard; at least one."""
    if not word.isalpha():
        return max(1, sum(map(syllables, re.findall(r"[^\W\d_]{2,}", word))))
    return max(1, sum(map(_sounded, _dictionary().inserted(word.lower()).split("-"))))


def _sounded(part: str) -> int:
    """One at least where there is a vowel; none in an “s” that was parted from its word."""
    return len(VOWELS.findall(SILENT.sub("", part))) or bool(VOWELS.search(part))


def _score(words: int, *, sentences: int, syllables: int) -> float:
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def _sentences(line: str) -> Iterator[str]:
    begun = ""
    for part in END.split(ADDRESS.sub("", line)):
        begun = f"{begun} {part}".strip()
        if not ABBREVIATED.search(begun):
            yield begun
            begun = ""
    if begun:
        yield begun


def _count(sentence: str) -> tuple[int, int]:
    """Its words, and their syllables."""
    words = WORD.findall(sentence)
    return len(words), sum(map(syllables, words))


def _shown(sentence: str) -> str:
    return sentence if len(sentence) <= SHOWN else f"{sentence[: SHOWN - 1].rstrip()}…"


@cache
def _dictionary() -> pyphen.Pyphen:
    """Loaded once, when first asked for."""
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)
