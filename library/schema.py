"""An item of the library as search engines read it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from content import schema
from content.changes import Shown
from content.schema import Thing
from library.enums import Freshness
from library.terms import Chosen

if TYPE_CHECKING:
    from library.models.base import LibraryPage
    from library.models.services import ServicePage
    from library.statistics import Statistic


def article(
    item: "LibraryPage",
    *,
    topics: Iterable[Chosen],
    place: str,
    address: str,
    on: date,
    change: Shown | None = None,
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
        correction=_correction(change) if change and change.is_correction else None,
        isAccessibleForFree=not item.for_members,
        inLanguage="en-GB",
        disambiguatingDescription=schema.MADE_UP if item.is_sample else "",
    )


def dataset(statistic: "Statistic", address: str) -> Thing:
    """One figure: what it measures, where, when, and who published it."""
    source = statistic.source
    return schema.thing(
        "Dataset",
        id=f"{address}#{statistic.slug}",
        url=f"{address}#{statistic.slug}",
        name=f"{statistic.figure} {statistic.counts}",
        description=" ".join(
            filter(None, [statistic.definition, statistic.confidence, statistic.use_with_care])
        ),
        variableMeasured=schema.thing(
            "PropertyValue", name=statistic.counts, value=statistic.figure
        ),
        spatialCoverage=schema.thing("Place", name=statistic.area) if statistic.area else None,
        temporalCoverage=statistic.period,
        creator=schema.thing("Organization", name=source["authors"]),
        citation=source.plain,
        license=source["licence"],
        creativeWorkStatus=_standing(statistic),
        isAccessibleForFree=True,
        inLanguage="en-GB",
    )


def _standing(statistic: "Statistic") -> str:
    if statistic.newer:
        return "Superseded"
    return "Historical record" if statistic.is_historical else ""


def service(page: "ServicePage", *, places: Iterable[Chosen], provider: str, address: str) -> Thing:
    """What it does and for whom; how to reach it only while it takes anybody."""
    reached = {
        "servicePhone": schema.thing("ContactPoint", telephone=page.phone) if page.phone else None,
        "serviceUrl": page.website,
        "serviceLocation": _location(page),
    }
    return schema.thing(
        "Service",
        id=f"{address}#service",
        url=address,
        name=page.title,
        description=page.summary,
        provider=schema.thing("Organization", name=provider) if provider else None,
        areaServed=[schema.thing("Place", name=place.label) for place in places],
        availableChannel=schema.thing("ServiceChannel", **reached) if page.is_running else None,
        disambiguatingDescription=schema.MADE_UP if page.is_sample else "",
    )


def _location(page: "ServicePage") -> Thing | None:
    lines = ", ".join(page.public_address)
    return schema.thing("Place", address=lines) if lines else None


def _correction(change: Shown) -> Thing:
    return schema.thing(
        "CorrectionComment", text=change.sentence, datePublished=schema.moment(change.made_at)
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
