"""Did you mean …? For words that nothing in the library has."""

from collections.abc import Iterable, Iterator

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, models, transaction
from django.db.models import Value

from content import search
from library.models.base import LibraryPage
from library.querysets import LibraryPageQuerySet

LIKE = 0.4
"""How much two words have to have in common, from 0 to 1."""
LOOKED_AT = 40
"""Titles that are looked through for a word."""
MOST = 5
SHORTEST = 4
"""A shorter word is like too many others."""


def did_you_mean(words: str, everything: LibraryPageQuerySet, labels: Iterable[str]) -> str:
    """The same words with those that are nowhere changed for the most similar; else nothing."""
    typed = words.split()
    doubtful = [word for word in dict.fromkeys(typed) if len(word) >= SHORTEST][:MOST]
    known = _known(doubtful, everything)
    terms = list(_words(labels))
    better = {
        word: best
        for word in doubtful
        if word not in known and (best := _best(word, [*terms, *_in_titles(word, everything)]))
    }
    return " ".join(better.get(word, word) for word in typed) if better else ""


def _known(words: list[str], everything: LibraryPageQuerySet) -> set[str]:
    """Those that some item has. One query."""
    asked = []
    for word in words:
        query = search.as_words(word)
        having = everything.filter(search.has(query, among=LibraryPage)).order_by()
        asked.append(having.values_list(Value(word, models.CharField()))[:1])
    if not asked:
        return set()
    return {word for (word,) in asked[0].union(*asked[1:], all=True)}


def _in_titles(word: str, everything: LibraryPageQuerySet) -> Iterator[str]:
    """The words of the titles that have something like it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKE)]
            )
        entries = search.entries_of(LibraryPage).filter(title_text__trigram_word_similar=word)
        titles = everything.filter(pk__in=entries.values("page")).annotate(
            likeness=TrigramWordSimilarity(word, "title")
        )
        yield from _words(titles.order_by("-likeness").values_list("title", flat=True)[:LOOKED_AT])


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from search.words_of(text).lower().split()


def _best(word: str, others: Iterable[str]) -> str:
    """The most similar of these; of equals the first."""
    wanted = _trigrams(word.lower())
    likeness = {
        other: len(wanted & found) / len(wanted | found)
        for other in dict.fromkeys(others)
        if len(other) >= SHORTEST and (found := _trigrams(other))
    }
    best = max(likeness, key=lambda other: likeness[other], default="")
    return best if best and likeness[best] >= LIKE and best != word.lower() else ""


def _trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
