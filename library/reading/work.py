"""All that the page of a work, or of a question, needs."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.html import format_html

from content.crumbs import crumbs
from library.enums import Cost, Freshness
from library.models.base import LibraryPage
from library.models.evidence import EvidenceProfile
from library.reading import evidence, head
from library.reading.beside import beside
from library.reading.dates import long_date
from library.reading.glance import GlanceItem, labels, place_links
from library.reading.head import Notice
from library.terms import chosen_for

if TYPE_CHECKING:
    from library.models.questions import QuestionPage
    from library.models.works import Work


def of_work(work: "Work", request: HttpRequest, *, on: date) -> dict[str, Any]:
    """What the template of a work is given, as things stand on that day."""
    shared = of_page(work, request, on=on)
    profile = work if isinstance(work, EvidenceProfile) else None
    return shared | {
        "notices": [*_newer(work), *shared["notices"]],
        "parts": list(work.parts()),
        "glance": _particulars(work) + shared["glance"],
        "judgements": evidence.judgements(profile) if profile and profile.is_rated else [],
        "judged": evidence.judged(profile) if profile else "",
        "may_be_judged": profile is not None,
    }


def of_question(question: "QuestionPage", request: HttpRequest, *, on: date) -> dict[str, Any]:
    """What the template of a question is given, as things stand on that day."""
    return of_page(question, request, on=on)


def of_page(page: LibraryPage, request: HttpRequest, *, on: date) -> dict[str, Any]:
    terms = chosen_for(page)
    due = page.review_due if page.freshness(on) == Freshness.CURRENT else None
    items = (
        GlanceItem("Area covered", place_links(terms["areas"])),
        GlanceItem("Useful in", labels(terms["sectors"])),
        GlanceItem("Useful to", labels(terms["roles"])),
        GlanceItem("Stages", labels(terms["stages"])),
        GlanceItem("Topics", labels(terms["topics"])),
        GlanceItem("Children’s ages", labels(terms["ages"])),
        GlanceItem("Kind of evidence", labels(terms["evidence_type"])),
        GlanceItem("Good to know", labels(terms["flags"])),
        GlanceItem("Last reviewed", long_date(page.last_reviewed)),
        GlanceItem("Next review", long_date(due)),
    )
    return {
        "crumbs": crumbs(page, request),
        "terms": terms,
        "head_facts": head.head_facts(page, terms["areas"]),
        "is_archived": page.freshness(on) == Freshness.ARCHIVED,
        "notices": head.notices(page, on=on),
        "glance": [item for item in items if item.value],
        "related": beside(page, terms, on=on),
    }


def _newer(work: "Work") -> list[Notice]:
    newer = work.superseded_by
    if newer is None or not newer.live:
        return []
    link = format_html('Read <a href="{}">{}</a> instead.', newer.url, newer.title)
    return [Notice("There is a newer one", link)]


def _particulars(work: "Work") -> list[GlanceItem]:
    cost = work.get_cost_display() if work.cost else ""
    items = (
        *work.particulars(),
        ("By", work.authors),
        ("Published by", str(work.publisher or "")),
        ("Year", work.year),
        ("Licence", work.licence),
        ("Cost", work.cost_note if work.cost == Cost.PAID and work.cost_note else cost),
    )
    return [GlanceItem(label, value) for label, value in items if value]
