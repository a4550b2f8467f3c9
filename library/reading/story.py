"""The thirteen sections, ready to be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from content.models import CustomDocument
from library.models.sections import SECTIONS, Section

if TYPE_CHECKING:
    from library.models.records import PracticeRecord

SEAM = "<!--seam-->"
"""Joins the texts of the sections while links are looked up; editors cannot type a comment."""


@dataclass(frozen=True, slots=True)
class SectionItem:
    """One of the thirteen, ready to be read."""

    number: int
    anchor: str
    label: str
    status: str
    text: SafeString


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
