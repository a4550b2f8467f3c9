"""The measurement of bench_finder, in a process that has Django."""

import statistics
import sys
import time
from collections.abc import Callable

import django

django.setup()  # before any model is imported

from django.db import connection  # noqa: E402
from django.http import HttpRequest, QueryDict  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils import timezone  # noqa: E402

from cms.demo import scale  # noqa: E402
from content.versions import renew  # noqa: E402
from library.facets import groups, known_choices  # noqa: E402
from library.filters import read  # noqa: E402
from library.finding import Finder, everything_in  # noqa: E402
from library.models import LibraryIndexPage, LibraryPage  # noqa: E402
from library.suggestions import suggest  # noqa: E402

ROUNDS = 20
LONGEST = 200
ASKED = {
    "a rare word": "q=chaplaincy",
    "a common word": "q=tenancy",
    "a very common word": "q=children",
    "no word": "",
    "no word, three filters": "sector=police&stage=recall&place=england",
    "a very common word, two filters": "q=children&sector=police&place=england",
}


def main(size: int) -> None:
    """Fill up to that size, and time every question."""
    scale.load(size - LibraryPage.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    renew()
    library = LibraryIndexPage.objects.get()
    request = RequestFactory().get("/")
    request.META["SERVER_NAME"] = "localhost"
    print(f"\n{LibraryPage.objects.count():,} items")
    print(f"{'question':<34}{'ours':>11}{'Wagtail':>14}")
    for name, query in ASKED.items():
        asked = QueryDict(query)
        ours, its = _timed(_answer, library, asked), ""
        if words := asked.get("q"):
            its = f"{_timed(_wagtail, library, words):>11.0f} ms"
        print(f"{name:<34}{ours:>8.0f} ms{its}{'' if ours <= LONGEST else '  over'}")
    for typed in ("chi", "a school na"):
        took = _timed(_suggest, typed, request)
        print(f"{f'suggestions for “{typed}”':<34}{took:>8.0f} ms")


def _answer(library: LibraryIndexPage, query: QueryDict) -> None:
    everything = everything_in(library)
    known = known_choices(everything)
    asked = read(query, known)
    finder = Finder(everything, known, asked, today=timezone.localdate())
    found = finder.find()
    groups(known, asked.chosen, found.counts, is_lower_bound=found.is_lower_bound)
    finder.hits(found.ids[:20])


def _wagtail(library: LibraryIndexPage, words: str) -> None:
    results = LibraryPage.objects.child_of(library).live().public().search(words, operator="and")
    list(results[:20])
    results.count()


def _suggest(typed: str, request: HttpRequest) -> None:
    suggest(typed, request, today=timezone.localdate())


def _timed(ask: Callable[..., object], *about: object) -> float:
    took = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        ask(*about)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(took[1:], n=20)[-1]


if __name__ == "__main__":
    main(int(sys.argv[1]))
