"""Who left after an edition. A letter's way out names the reader, never the edition: time tells."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from members.enums import ConsentAction
from members.models import ConsentEvent
from newsletters.enums import EndedVia
from newsletters.models import Dispatch, Newsletter

ALL = "everything"
"""The way of those who gave up more than the newsletter."""


@dataclass(slots=True)
class Losses:
    """How many ended the newsletter between one edition and the next."""

    since: datetime
    until: datetime | None
    """When the next edition was handed over; None: it has not been."""
    by_way: dict[str, int] = field(default_factory=dict)
    left: int = 0
    """Gave the whole membership up: what they had taken went with them, this newsletter or not."""

    @property
    def number(self) -> int:
        return sum(self.by_way.values())

    @property
    def ways(self) -> list[tuple[str, int]]:
        """In words, by which way."""
        labels = dict(EndedVia.choices)
        return [(labels.get(way, "Another way"), n) for way, n in sorted(self.by_way.items())]


def losses(newsletter: Newsletter, dispatches: Iterable[Dispatch]) -> dict[int, Losses]:
    """By dispatch, from the kept proof of each withdrawal: rows of members who went are erased.

    Each person counts once for an edition, by the way they took last.
    """
    spans = _spans(newsletter, dispatches)
    if not spans:
        return {}
    last: dict[int, dict[object, str]] = {pk: {} for pk in spans}
    for subject, at, detail in _withdrawals(newsletter, min(s.since for s in spans.values())):
        for pk, span in spans.items():
            if span.since <= at and (span.until is None or at < span.until):
                last[pk][subject] = detail.get("via", "") if detail.get("newsletter") else ALL
    for pk, ways in last.items():
        spans[pk].left = sum(way == ALL for way in ways.values())
        spans[pk].by_way = dict(Counter(way for way in ways.values() if way != ALL))
    return spans


def _withdrawals(newsletter: Newsletter, since: datetime) -> Iterable[tuple[Any, datetime, Any]]:
    """Of this newsletter, or of everything; the earliest first."""
    of_this = Q(detail__newsletter=newsletter.slug)
    of_all = ~Q(detail__has_key="newsletter")
    return (
        ConsentEvent.objects.filter(of_this | of_all, action=ConsentAction.WITHDRAWN)
        .filter(happened_at__gte=since)
        .order_by("happened_at", "pk")
        .values_list("subject", "happened_at", "detail")
        .iterator()
    )


def _spans(newsletter: Newsletter, dispatches: Iterable[Dispatch]) -> dict[int, Losses]:
    """From the moment each was handed over until the next one was."""
    handed = newsletter.dispatches.filter(mailing__prepared_at__isnull=False)
    moments = handed.values_list("mailing__prepared_at", flat=True)
    starts = sorted(moment for moment in moments if moment)
    spans = {}
    for dispatch in dispatches:
        since = dispatch.mailing.prepared_at if dispatch.mailing else None
        if since:
            until = next((start for start in starts if start > since), None)
            spans[dispatch.pk] = Losses(since, until)
    return spans
