"""Why some who were considered got no letter: kept as a word, told in a sentence.

Whoever asks for mailings knows reasons of its own, and registers the words for them when it
starts; old mailings are told in them too.
"""

from collections.abc import Iterable, Mapping

DUPLICATE = "duplicate"
"""In two groups, or two people with one address."""
UNDELIVERABLE = "undeliverable"
"""No provider would take the address: it is not in its normal form."""
CHANGED_MEANWHILE = "changed_meanwhile"
"""Counted as candidates, and gone when the list was frozen."""

_words = {
    DUPLICATE: "Had one in another group, or shares an address",
    UNDELIVERABLE: "The address cannot be delivered to",
    CHANGED_MEANWHILE: "Changed while the list was made",
}


def register(words: Iterable[tuple[str, str]]) -> None:
    """How the asker's own reasons are told. Ours stay as they are."""
    _words.update((reason, told) for reason, told in words if reason not in _words)


def in_words(excluded: Mapping[str, int]) -> list[tuple[str, int]]:
    """Each reason of a mailing, with how many; one that nobody knows any more as it was kept."""
    return [
        (_words.get(reason, reason.replace("_", " ")), number)
        for reason, number in excluded.items()
    ]
