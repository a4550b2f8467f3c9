"""The measurement of bench_finder, in a process that has Django."""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import django

django.setup()  # before any model is imported

from django.db import connection  # noqa: E402
from django.http import HttpRequest, QueryDict  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.utils import timezone  # noqa: E402

from cms.demo import scale  # noqa: E402
from content.versions import renew  # noqa: E402
from library.facets import groups, known_choices  # noqa: E402
from library.filters import read  # noqa: E402
from library.finding import Finder, everything_in  # noqa: E402
from library.models import LibraryIndexPage, LibraryPage  # noqa: E402
from library.suggestions import suggest  # noqa: E402

ROUNDS = 20
LONGEST, LONGEST_SUGGESTIONS = 200, 80
"""Milliseconds that 95 of 100 answers may take."""
MOST_GROWTH = 3
ASKED = {
    "a rare word": "q=chaplaincy",
    "a common word": "q=tenancy",
    "a very common word": "q=children",
    "no word": "",
    "no word, three filters": "sector=police&stage=recall&place=england",
    "a very common word, two filters": "q=children&sector=police&place=england",
    "a word with others for it": "q=jail",
    "a word misspelt": "q=chaplancy",
}
SHOWN = "q=tenancy&sector=police"
TYPED = ("chi", "a school na")
CLIENT = Client(SERVER_NAME="localhost")


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds that the same question took, time after time."""

    least: float
    median: float
    most: float
    """What 95 of 100 take at most."""

    def __str__(self) -> str:
        return f"{self.least:>6.0f}{self.median:>6.0f}{self.most:>6.0f}"


def main(sizes: list[int]) -> None:
    """Fill further and further, time every question, and say how much dearer each became."""
    measured = [_measured(size) for size in sizes]
    print(f"\nFrom {sizes[0]:,} to {sizes[-1]:,} items, by the median:")
    for name in measured[0]:
        growth = measured[-1][name].median / measured[0][name].median
        print(f"{name:<38}{growth:>6.1f} times{'' if growth < MOST_GROWTH else '  over'}")


def _measured(size: int) -> dict[str, Took]:
    """Every question over that many items, beside Wagtail's own search."""
    scale.load(size - LibraryPage.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    renew()
    library = LibraryIndexPage.objects.get()
    request = RequestFactory().get("/")
    request.META["SERVER_NAME"] = "localhost"
    print(f"\n{LibraryPage.objects.count():,} items, in ms: least, median, 95 of 100")
    print(f"{'question':<38}{'ours':>18}{'Wagtail':>20}")
    took = {}
    for name, query in ASKED.items():
        asked, its = QueryDict(query), ""
        took[name] = _timed(_answer, library, asked)
        if words := asked.get("q"):
            its = f"  {_timed(_wagtail, library, words)}"
        print(f"{name:<38}{took[name]}{its}{'' if took[name].most <= LONGEST else '  over'}")
    name = "the page itself, a word and a filter"
    took[name] = _timed(_read, f"{library.url}?{SHOWN}")
    print(f"{name:<38}{took[name]}")
    for typed in TYPED:
        name = f"suggestions for “{typed}”"
        took[name] = _timed(_suggest, typed, request)
        print(f"{name:<38}{took[name]}{'' if took[name].most <= LONGEST_SUGGESTIONS else '  over'}")
    return took


def _answer(library: LibraryIndexPage, query: QueryDict) -> None:
    everything = everything_in(library)
    known = known_choices(everything)
    asked = read(query, known)
    finder = Finder(everything, known, asked, today=timezone.localdate())
    found = finder.find()
    groups(known, asked.chosen, found.counts, is_lower_bound=found.is_lower_bound)
    finder.hits(found.ids[:20])
    if not found.ids:
        finder.advice(found)
        finder.better_spelt()


def _read(address: str) -> None:
    """Made afresh each time: pages with a query are kept for nobody who has a cookie."""
    answer = CLIENT.get(address, headers={"cookie": "known=1"})
    assert answer.status_code == 200, answer.status_code


def _wagtail(library: LibraryIndexPage, words: str) -> None:
    results = LibraryPage.objects.child_of(library).live().public().search(words, operator="and")
    list(results[:20])
    results.count()


def _suggest(typed: str, request: HttpRequest) -> None:
    suggest(typed, request, today=timezone.localdate())


def _timed(ask: Callable[..., object], *about: object) -> Took:
    took = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        ask(*about)
        took.append((time.perf_counter() - began) * 1000)
    warm = took[1:]
    return Took(min(warm), statistics.median(warm), statistics.quantiles(warm, n=20)[-1])


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
