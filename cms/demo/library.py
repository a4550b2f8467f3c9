"""The library of the demonstration: records of practice, a reading list."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from cms.demo.statistics import with_statistics
from content.models import Organisation, StandardPage
from library.models import (
    CaseStudyPage,
    LibraryIndexPage,
    LibraryPage,
    Partner,
    PracticeExamplePage,
)
from library.models.evidence import ANONYMITY, JUDGEMENTS

WORDS = Path(__file__).with_suffix(".toml")
TYPES: dict[str, type[LibraryPage]] = {
    "case-study": CaseStudyPage,
    "practice-example": PracticeExamplePage,
}
VOCABULARIES = {
    "topics": "Topic",
    "sectors": "Sector",
    "roles": "Role",
    "stages": "Stage",
    "ages": "AgeBand",
    "areas": "Area",
    "flags": "Flag",
}
STREAMS = {
    "lessons": "lesson",
    "challenges": "challenge",
    "key_numbers": "number",
    "voices": "voice",
    "timeline": "milestone",
}
CHECKED = dict.fromkeys(ANONYMITY, True)
"""Records of public documents and made-up ones name nobody."""

Row = dict[str, Any]


@transaction.atomic
def load() -> None:
    """Add what is missing. A page that is there, by its address, is left as its editors want it."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    now = timezone.now()
    organisations = named(words["organisations"])
    for row in words["records"]:
        _load_record(row, words["references"], organisations, now)
    for row in words["pages"]:
        _load_page(row)


def named(rows: Row) -> dict[str, Organisation]:
    """The organisations by the keys that pages call them by; those that are missing are made."""
    return {
        key: Organisation.objects.get_or_create(name=row["name"], defaults=row)[0]
        for key, row in rows.items()
    }


def _load_record(
    row: Row, references: Row, organisations: Mapping[str, Organisation], now: datetime
) -> None:
    index = LibraryIndexPage.objects.get()
    if index.get_children().filter(slug=row["slug"]).exists():
        return
    published = now - timedelta(days=row.pop("days_ago"))
    page: Any = TYPES[row.pop("type")](
        live=False,
        first_published_at=published,
        last_reviewed=timezone.localdate(published),
        **CHECKED,
        **_sections(row.pop("sections")),
        **_judgements(row, published),
        **_streams(row, references),
    )
    chosen = {field: terms(name, row.pop(field, ())) for field, name in VOCABULARIES.items()}
    for field, found in chosen.items():
        setattr(page, field, found)
    page.evidence_type = terms("EvidenceType", [row.pop("evidence")])[0]
    page.lead_organisation = organisations.get(row.pop("lead", ""))
    page.publisher = organisations.get(row.pop("publisher", ""))
    page.partners = [Partner(organisation=organisations[key]) for key in row.pop("partners", ())]
    for field, value in row.items():
        setattr(page, field, value)
    publish(page, under=index, at=published)


def _load_page(row: Row) -> None:
    home = Site.objects.get(is_default_site=True).root_page
    parent = home.get_children().get(slug=row["under"]) if "under" in row else home
    if parent.get_children().filter(slug=row["slug"]).exists():
        return
    page = StandardPage(
        live=False,
        title=row["title"],
        slug=row["slug"],
        introduction=row["introduction"],
        reviewed_on=timezone.localdate(),
        body=stream(block for item in row["body"] for block in item.items()),
    )
    publish(page, under=parent, at=timezone.now())


def publish(page: Page, *, under: Page, at: datetime) -> None:
    """Publish as an editor would, with a version to go back to, as if on that day."""
    under.add_child(instance=page)
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)


def terms(name: str, slugs: Iterable[str]) -> list[models.Model]:
    """The terms of that vocabulary by their slugs, in that order."""
    wanted = list(slugs)
    found = {term.slug: term for term in apps.get_model("taxonomy", name).objects.all()}
    return [found[slug] for slug in wanted]


def _sections(row: Row) -> Row:
    return {
        name: value
        for slug, (status, text) in row.items()
        for name, value in ((f"{slug}_status", status), (f"{slug}_text", text))
    }


def _judgements(row: Row, at: datetime) -> Row:
    judged = {item: row.pop(item.slug) for item in JUDGEMENTS if item.slug in row}
    if not judged:
        return {}
    fields: Row = {"quality_reviewed_on": timezone.localdate(at)}
    for item, (rating, why) in judged.items():
        fields |= {item.slug: rating, item.why_field: why}
    return fields


def _streams(row: Row, references: Row) -> Row:
    cited = [references[ref] if isinstance(ref, str) else ref for ref in row.pop("references", ())]
    lists = {
        field: [(block, value) for value in row.pop(field, ())] for field, block in STREAMS.items()
    }
    lists["references"] = [("reference", value) for value in cited]
    return {field: stream(blocks) for field, blocks in lists.items()}


def stream(blocks: Iterable[tuple[str, Any]]) -> str:
    """As stored: the field reads it as it reads its own revisions."""
    return json.dumps(
        [
            {"type": name, "value": with_statistics(value) if name == "text" else value}
            for name, value in blocks
        ]
    )
