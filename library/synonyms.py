"""What else a text may call what a reader types.

Words that mean the same stand for each other. A synonym of a term leads to what has that term,
and not back: "dad" finds fathers, but nobody who looks for "custody" wants all that prisons do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Value

from content.search import Group, words_of
from content.versions import kept
from taxonomy.models import (
    AgeBand,
    Area,
    EvidenceType,
    Flag,
    ReferralRoute,
    Relationship,
    ResourceType,
    Role,
    SameWords,
    Sector,
    ServiceDelivery,
    ServiceKind,
    Stage,
    Term,
    Topic,
)

VOCABULARIES: tuple[type[Term], ...] = (
    Topic, Sector, Role, Stage, AgeBand, EvidenceType, Flag, Area,
    ResourceType, ServiceKind, ServiceDelivery, ReferralRoute, Relationship,
)  # fmt: skip
LONGEST_PHRASE = 6
"""No phrase of more words is looked for."""
PLURAL = 4
"""From this many letters on, a final "s" is taken for a plural."""


def widen(words: str) -> list[Group]:
    """The words in groups: each word, or the longest phrase that is known, with its others."""
    typed = words.split()
    return list(_groups(typed, kept("library.synonyms", _known))) if typed else []


def _groups(typed: list[str], known: dict[tuple[str, ...], list[str]]) -> Iterator[Group]:
    start = 0
    while start < len(typed):
        for length in range(min(LONGEST_PHRASE, len(typed) - start), 0, -1):
            phrase = typed[start : start + length]
            others = known.get(_key(phrase))
            if others or length == 1:
                yield Group(" ".join(phrase), tuple(others or ()))
                start += length
                break


def _known() -> dict[tuple[str, ...], list[str]]:
    """By each phrase, what else to look for. One query."""
    known: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for phrases, leads_to in _rows():
        for phrase in phrases:
            known[_key(words_of(phrase).split())] += leads_to
    return dict(known)


def _rows() -> Iterator[tuple[Iterable[str], list[str]]]:
    rows = [
        model._default_manager.exclude(synonyms=[]).order_by().values_list("synonyms", "label")
        for model in VOCABULARIES
    ]
    same = SameWords.objects.order_by().values_list("words", Value(""))
    for phrases, label in same.union(*rows, all=True):
        yield phrases, [label] if label else phrases


def _key(words: Iterable[str]) -> tuple[str, ...]:
    """The same for one and many, with or without a capital."""
    return tuple(_singular(word.casefold().replace("’", "'")) for word in words)


def _singular(word: str) -> str:
    word = word.removesuffix("'s").rstrip("'")
    return word[:-1] if len(word) >= PLURAL and word.endswith("s") else word
