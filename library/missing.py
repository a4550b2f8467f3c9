"""Noting what people looked for and did not find, and forgetting it in time."""

import re
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from content.search import words_of
from library.models.missed import MissedSearch

KEPT_DAYS = 365
MOST_A_DAY = 500
"""So many different words; a machine that tries them all fills no table."""
LONGEST = 80
HARMLESS = re.compile(r"(19|20)\d\d|\d{1,2}|[^\W\d]+\d")
"""Digits that are nobody's number: a year, an age, a key stage."""


def note(typed: str, *, on: date) -> None:
    """Count the words once more, unless they may be about a person."""
    words = " ".join(words_of(typed).casefold().split())[:LONGEST]
    if not words or _may_be_private(typed):
        return
    today = MissedSearch.objects.filter(day=on)
    if not today.filter(words=words).update(count=F("count") + 1) and today.count() < MOST_A_DAY:
        MissedSearch.objects.bulk_create([MissedSearch(day=on, words=words)], ignore_conflicts=True)
        today.filter(words=words).update(count=F("count") + 1)


def forget_old() -> None:
    """Delete what is older than a year."""
    oldest = timezone.localdate() - timedelta(days=KEPT_DAYS)
    MissedSearch.objects.filter(day__lt=oldest).delete()


def _may_be_private(typed: str) -> bool:
    """An address, or a number that could be somebody's."""
    numbers = [part for part in re.findall(r"\w+", typed) if re.search(r"\d", part)]
    return "@" in typed or not all(HARMLESS.fullmatch(number) for number in numbers)
