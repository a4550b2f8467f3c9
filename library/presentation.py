"""A record as its page shows it: plain things for the components, in the order of reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from content.models import CustomDocument
from library.crumbs import crumbs
from library.enums import Evaluation, Freshness, Rating
from library.models.base import LibraryPage
from library.models.evidence import JUDGEMENTS
from library.models.sections import SECTIONS, Section

if TYPE_CHECKING:
    from library.models.records import PracticeRecord

NUMBERS_BESIDE = 3
"""So many key numbers fit beside the lessons; more get a row of their own."""
NOT_RECORDED = "Not recorded"
LESSONS_NOTE = "The hub’s reading of the source, not its authors’ own words."
SEAM = "<!--seam-->"
"""Joins the texts of the sections while links are looked up; editors cannot type a comment."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A short fact with the sign before it."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader should know before reading on."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class GlanceItem:
    """A label over its value."""

    label: str
    value: str = ""
    note: str = ""
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionItem:
    """One of the thirteen, ready to be read."""

    number: int
    anchor: str
    label: str
    status: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class JudgementItem:
    """One judgement in words."""

    label: str
    rating: str
    word: str
    why: str


def of_record(record: "PracticeRecord", request: HttpRequest, *, on: date) -> dict[str, Any]:
    """All that the page of a record shows, on that day."""
    return {
        "crumbs": crumbs(record, request),
        "head_facts": head_facts(record),
        "is_archived": record.freshness(on) == Freshness.ARCHIVED,
        "notices": notices(record, on=on),
        "lessons": lessons(record),
        "has_many_numbers": len(record.key_numbers) > NUMBERS_BESIDE,
        "lessons_note": LESSONS_NOTE if record.lessons_by_hub else "",
        "glance": glance(record),
        "sections": sections(record),
        "judgements": judgements(record) if record.is_rated else [],
        "judged": judged(record),
        "checked": checked(record),
        "reuse": reuse(record),
        "related": LibraryPage.objects.beside(record, on=on),
    }


def long_date(day: date) -> str:
    """12 October 2026."""
    return date_format(day, "j F Y")


def month(day: date) -> str:
    """October 2026; the first of January stands for a year of which no more is known."""
    return date_format(day, "Y" if (day.month, day.day) == (1, 1) else "F Y")


def head_facts(record: "PracticeRecord") -> list[Fact]:
    """Where, how far, and from when."""
    correct_at = record.information_correct_at
    facts = (
        Fact("place", record.place),
        Fact("flag", record.get_maturity_display()),
        Fact("history", f"Information correct at {month(correct_at)}" if correct_at else ""),
    )
    return [fact for fact in facts if fact.text]


def notices(record: "PracticeRecord", *, on: date) -> list[Notice]:
    """What its age means for a reader."""
    found = []
    if record.historical_note:
        year = record.information_correct_at.year if record.information_correct_at else "the past"
        found.append(Notice(f"This is a record of {year}", record.historical_note))
    freshness = record.freshness(on)
    reviewed = f" Last reviewed {long_date(record.last_reviewed)}." if record.last_reviewed else ""
    if freshness == Freshness.ARCHIVED:
        found.append(
            Notice(
                "This page is archived",
                "It keeps its address so that it can still be read and cited. "
                f"Do not rely on it for what is true today.{reviewed}",
            )
        )
    elif freshness == Freshness.OVERDUE and record.review_due:
        found.append(
            Notice(
                "This page may be out of date",
                f"It was due to be reviewed on {long_date(record.review_due)}.{reviewed}",
            )
        )
    return found


def lessons(record: "PracticeRecord") -> list[SafeString]:
    """What to take away."""
    return [
        format_html("<b>{}</b> {}", block.value["lesson"], block.value["detail"] or "")
        for block in record.lessons
    ]


def _terms(record: "PracticeRecord", field: str) -> str:
    return "; ".join(term.label for term in getattr(record, field).all())


def glance(record: "PracticeRecord") -> list[GlanceItem]:
    """Short answers; an optional one that is empty is left out."""
    partners = "; ".join(str(partner) for partner in record.partners.all())
    period = record.started and (
        f"{record.started} to {record.ended}" if record.ended else f"Since {record.started}"
    )
    required = [
        GlanceItem("What they wanted to change", record.purpose),
        GlanceItem("Led by", str(record.lead_organisation or "")),
        GlanceItem("How far it has come", record.get_maturity_display()),
        GlanceItem("Area covered", "; ".join(record.places)),
        GlanceItem("Done in", _terms(record, "sectors")),
        GlanceItem("Useful to", _terms(record, "roles")),
        GlanceItem("Stages", _terms(record, "stages")),
        GlanceItem("Topics", _terms(record, "topics")),
        GlanceItem("Children’s ages", _terms(record, "ages")),
        GlanceItem("Kind of evidence", str(record.evidence_type or "")),
    ]
    optional = [
        GlanceItem("With", partners),
        GlanceItem("Published by", str(record.publisher or "")),
        GlanceItem("When", period or (f"Until {record.ended}" if record.ended else "")),
        GlanceItem("Funding", record.funding_in_one_line),
        GlanceItem("Staff and time", record.staffing_in_one_line),
        GlanceItem("Good to know", _terms(record, "flags")),
    ]
    return [
        *(GlanceItem(item.label, item.value or NOT_RECORDED) for item in required),
        *(item for item in optional if item.value),
        GlanceItem("How complete it is", statuses=tuple(record.statuses)),
    ]


def sections(record: "PracticeRecord") -> list[SectionItem]:
    """The thirteen, each with its text, or with one plain sentence."""
    texts = _expanded(record.text_of(section) for section in SECTIONS)
    files = _attachments(record)
    return [
        SectionItem(
            number=number,
            anchor=section.slug,
            label=section.title,
            status=record.status_of(section).window,
            text=_body(record, section, text, files.get(section.slug)),
        )
        for number, (section, text) in enumerate(zip(SECTIONS, texts, strict=True), start=1)
    ]


def _expanded(texts: Iterable[str]) -> list[str]:
    """The texts with their links resolved, all at once: one query a kind of link."""
    return expand_db_html(SEAM.join(texts)).split(SEAM)


def _attachments(record: "PracticeRecord") -> dict[str, CustomDocument]:
    ids = {section.slug: getattr(record, f"{section.attachment_field}_id") for section in SECTIONS}
    wanted = {pk for pk in ids.values() if pk}
    files = CustomDocument.objects.in_bulk(wanted) if wanted else {}
    return {slug: files[pk] for slug, pk in ids.items() if pk in files}


def _body(
    record: "PracticeRecord", section: Section, text: str, file: CustomDocument | None
) -> SafeString:
    parts = [SafeString(text)]
    if section.slug == "challenges" and record.challenges:
        challenges = {"challenges": record.challenges}
        parts.append(SafeString(render_to_string("library/challenges.html", challenges)))
    if section.slug == "lessons" and record.lessons:
        first = '<p>See <a href="#lessons-first">Lessons first</a>, at the top of this page.</p>'
        parts.insert(0, SafeString(first))
    if file:
        parts.append(
            SafeString(
                render_to_string(
                    "components/download.html",
                    {"title": file.title, "url": file.url, "facts": file.facts},
                )
            )
        )
    body = SafeString("".join(parts))
    return body or format_html("<p>{}</p>", record.status_of(section).sentence)


def judgements(record: "PracticeRecord") -> list[JudgementItem]:
    """The four judgements in words."""
    return [
        JudgementItem(
            label=item.title,
            rating=getattr(record, item.slug),
            word=Rating(getattr(record, item.slug)).label,
            why=getattr(record, item.why_field),
        )
        for item in JUDGEMENTS
    ]


def judged(record: "PracticeRecord") -> str:
    """Who made the judgements, and when."""
    by = record.quality_reviewer
    return f"Read by {by}, {_day(record.quality_reviewed_on)}." if by else ""


def checked(record: "PracticeRecord") -> list[GlanceItem]:
    """Who has looked at it, and when somebody will again."""
    evaluation = ""
    if record.independent_evaluation:
        evaluation = Evaluation(record.independent_evaluation).label
    items = (
        GlanceItem("Independently evaluated", evaluation),
        GlanceItem("Last reviewed", _day(record.last_reviewed)),
        GlanceItem("Next review", _day(record.review_due)),
        GlanceItem("What changed", record.change_note),
    )
    return [item for item in items if item.value]


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def reuse(record: "PracticeRecord") -> list[GlanceItem]:
    """What another area would need."""
    items = (
        GlanceItem("People", record.copy_people),
        GlanceItem("Cost", record.copy_cost),
        GlanceItem("Permissions", record.copy_permissions),
        GlanceItem("The first 90 days", record.copy_first_days),
    )
    return [item for item in items if item.value]
