"""An item of the library as search engines read it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from content import schema
from content.schema import Thing
from library.enums import Freshness
from library.terms import Chosen

if TYPE_CHECKING:
    from library.models.base import LibraryPage


def article(
    item: "LibraryPage", *, topics: Iterable[Chosen], place: str, address: str, on: date
) -> Thing:
    """What it is about, and how old it is: the day of publication is not that of its facts."""
    return schema.thing(
        "Article",
        id=f"{address}#article",
        url=address,
        headline=item.title,
        description=item.summary,
        articleSection=item.kind_label,
        datePublished=schema.moment(item.first_published_at),
        dateModified=schema.moment(item.last_published_at),
        temporalCoverage=_month(item.information_correct_at),
        expires=item.expires.isoformat() if item.expires else "",
        creativeWorkStatus=_status(item, on=on),
        about=[schema.thing("Thing", name=topic.label) for topic in topics],
        spatialCoverage=schema.thing("Place", name=place) if place else None,
        publisher=schema.our_organisation(address),
        isAccessibleForFree=not item.for_members,
        inLanguage="en-GB",
        disambiguatingDescription=schema.MADE_UP if item.is_sample else "",
    )


def _status(item: "LibraryPage", *, on: date) -> str:
    if item.historical_note:
        return "Historical record"
    return "Archived" if item.freshness(on) == Freshness.ARCHIVED else ""


def _month(day: date | None) -> str:
    """The month its facts are from; the first of January stands for a year alone."""
    if day is None:
        return ""
    return f"{day:%Y}" if (day.month, day.day) == (1, 1) else f"{day:%Y-%m}"
