"""All that the page of a service needs. What may not be known of its address is not in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from content.crumbs import Crumb
from content.helpline import Helpline
from content.opening import opening, turns
from content.timetable import days_closed, week
from library.enums import Cost, Freshness, ServiceStatus
from library.reading.beside import beside
from library.reading.dates import long_date
from library.reading.glance import GlanceItem, labels, place_links
from library.reading.head import Fact, Notice
from library.terms import Chosen, chosen_for, place_line

if TYPE_CHECKING:
    from library.models.services import ServicePage
    from taxonomy.models import ReferralRoute

THEMSELVES = "self"
"""The way of referral by which a family comes on its own."""


def of_service(page: "ServicePage", request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """What its template is given, as things stand at that moment."""
    on = timezone.localdate(at)
    terms = chosen_for(page)
    provider = str(page.provider or "")
    kinds = [str(term.label) for term in page.service_kinds.all()]
    routes = page.referral_routes.all()
    is_open_to_all = page.is_running and THEMSELVES in {term.slug for term in routes}
    return {
        "crumbs": _way_here(page, terms["areas"]),
        "kind_label": kinds[0] if kinds else page.kind_label,
        "terms": terms,
        "provider_name": provider,
        "head_facts": [
            fact
            for fact in (
                Fact("person", "Families can come without a referral" if is_open_to_all else ""),
                Fact("place", place_line(terms["areas"])),
                Fact("check", "" if page.closed_on else made_sure(page)),
            )
            if fact.text
        ],
        "is_archived": page.freshness(on) == Freshness.ARCHIVED,
        "notices": list(notices(page, on=on)),
        "telephone": telephone(page, at=at),
        "glance": [
            GlanceItem(label, value)
            for label, value in _rows(page, terms, provider, kinds, routes)
            if value
        ],
        "related": beside(page, terms, on=on),
    }


def _way_here(page: "ServicePage", areas: Sequence[Chosen]) -> list[Crumb]:
    """By the directory, and through its place if it has one."""
    steps = [Crumb("Home", "/"), Crumb("Services", directory := reverse("services"))]
    if len(areas) == 1:
        query = urlencode({"place": areas[0].slug})
        steps.append(Crumb(areas[0].label, f"{directory}?{query}"))
    return [*steps, Crumb(page.title)]


def made_sure(page: "ServicePage") -> str:
    """When somebody last made sure of it, and who."""
    if page.last_reviewed is None:
        return ""
    by = f" by {page.verified_by}" if page.verified_by else ""
    return f"Last checked {long_date(page.last_reviewed)}{by}"


def notices(page: "ServicePage", *, on: date) -> Iterator[Notice]:
    """What stands between a reader and sending a family there."""
    directory = format_html('<a href="{}">Find another service</a>.', reverse("services"))
    if page.status == ServiceStatus.CLOSED:
        words = f"Nobody can be sent here: it closed by {long_date(page.closed_on)}."
        text = format_html("{} {} {}", words, page.status_note, directory)
        yield Notice("This service has closed", text, style="urgent")
        return
    if page.status == ServiceStatus.PAUSED:
        text = format_html("{} {}", page.status_note, directory)
        yield Notice("This service takes nobody at the moment", text, style="urgent")
    freshness = page.freshness(on)
    if freshness == Freshness.ARCHIVED:
        archived = format_html(
            "{}. It may have closed or moved. {}", made_sure(page) or "Nobody knows", directory
        )
        yield Notice("Nobody has checked this for a long time", archived)
    elif freshness == Freshness.OVERDUE:
        overdue = (
            f"It was to be checked by {long_date(page.review_due)}. Ring before you send anybody."
        )
        yield Notice("This may have changed", overdue)
    if page.historical_note:
        yield Notice("A record of the past", page.historical_note)


def telephone(page: "ServicePage", *, at: datetime) -> Helpline | None:
    """Its number and whether somebody answers; nothing for one that has closed."""
    if page.status == ServiceStatus.CLOSED:
        return None
    hours, closures = (page.opening_hours, page.days_closed) if page.is_running else ([], [])
    state = opening(hours, closures, at=at)
    return Helpline(
        number=page.phone,
        is_open=bool(state and state.is_open),
        opening_label=state.words if state else "",
        note=page.hours_note if page.is_running else "",
        is_sample=page.is_sample and bool(page.phone),
        turns=tuple(turns(hours, closures, at=at)),
        week=week(hours, at=at),
        days_closed=days_closed(closures, at=at),
    )


def _rows(
    page: "ServicePage",
    terms: dict[str, list],
    provider: str,
    kinds: list[str],
    routes: Iterable["ReferralRoute"],
) -> Iterator[tuple[str, str]]:
    """Labels and values of “At a glance”, in the order in which one decides."""
    yield "Run by", provider
    yield "What it does", "; ".join(kinds)
    yield "How it reaches people", _line(page.deliveries.all())
    yield "Covers", place_links(terms["areas"])
    yield "Children’s ages", labels(terms["ages"])
    yield "Whose imprisonment", _line(page.relationships.all())
    yield "Stages", labels(terms["stages"])
    yield "Who may refer", _line(routes)
    yield "Waiting time", page.waiting_time
    cost = page.get_cost_display() if page.cost else ""
    yield "Cost", page.cost_note if page.cost == Cost.PAID and page.cost_note else cost
    yield "Languages", page.languages
    yield "Topics", labels(terms["topics"])
    yield "Good to know", labels(terms["flags"])
    if not page.closed_on:
        yield "Next check", long_date(page.review_due)


def _line(terms: Iterable[Any]) -> str:
    return "; ".join(str(term.label) for term in terms)
