"""What a table of resources may say of each, and how it is said."""

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.db import models

from content.models import Organisation
from content.tables import Column, Wrong, day, words, yes_or_no
from library.enums import Cost
from library.models import ResourcePage
from taxonomy.models import (
    AgeBand,
    Area,
    EvidenceType,
    Flag,
    ResourceType,
    Role,
    Sector,
    Stage,
    Topic,
)

BETWEEN = ";"
TERMS: dict[str, tuple[str, type[models.Model]]] = {
    "Topics": ("topics", Topic),
    "Sectors": ("sectors", Sector),
    "For whom": ("roles", Role),
    "Stages": ("stages", Stage),
    "Ages": ("ages", AgeBand),
    "Places": ("areas", Area),
    "Good to know": ("flags", Flag),
}
MODELS = dict(TERMS.values())
PARAGRAPH = re.compile(r"\n+")


def columns() -> list[Column]:
    """Every column, with the terms as they are now."""
    return [
        Column("Title", "title", words, "its own title, up to 90 characters; needed"),
        Column("Summary", "summary", words, "one sentence, up to 160 characters; needed"),
        Column("Type", "resource_type", one_of(ResourceType), "a resource type"),
        Column("Address", "original_url", address, "where it is, with https://"),
        Column("Published by", "publisher", one_of(Organisation, "name"), "an organisation"),
        Column("Authors", "authors", words, "as on its cover"),
        Column("Year", "year", words, "of publication"),
        Column("Licence", "licence", words, "what a reader may do with it"),
        Column("Cost", "cost", choice(Cost), "Free, or To be paid for"),
        Column("What it costs", "cost_note", words, "only if it is to be paid for"),
        Column("Use it in ten minutes", "ten_minutes", words, "up to 600 characters"),
        Column("About it", "body", paragraphs, "plain text; each line is a paragraph"),
        Column("Correct at", "information_correct_at", day, "a date, a month or a year"),
        Column("Last reviewed", "last_reviewed", day, "a date"),
        Column("Kind of evidence", "evidence_type", one_of(EvidenceType), "a kind of evidence"),
        *(
            Column(name, field, some_of(model), f"several are divided by “{BETWEEN}”")
            for name, (field, model) in TERMS.items()
        ),
        Column("For members", "for_members", yes_or_no, "yes or no"),
        Column("Sample", "is_sample", yes_or_no, "yes for what is made up"),
    ]


def given(page: ResourcePage, field: str) -> Any:
    """What the item says now, in the form in which a column reads it."""
    if field in MODELS:
        return sorted(term.pk for term in getattr(page, field).all())
    if field == "body":
        return _text_of(page)
    return getattr(page, field)


def give(page: ResourcePage, field: str, value: Any) -> None:
    """Have the item say that."""
    if field == "body":
        if _text_of(page) is None:
            raise Wrong("“About it” was written by hand and has more than text: change it there.")
        page.body = [("text", value)]
    elif field in MODELS:
        setattr(page, field, list(MODELS[field]._default_manager.filter(pk__in=value)))
    else:
        setattr(page, field, value)


def address(cell: str) -> str:
    """The address of a web page."""
    try:
        parts = urlsplit(cell)
    except ValueError as error:
        raise Wrong(f"“{cell[:60]}” is not an address.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in cell:
        raise Wrong("Write the whole address, beginning with https://.")
    return cell


def paragraphs(cell: str) -> str:
    """Plain words as running text."""
    return "".join(f"<p>{escape(line)}</p>" for line in PARAGRAPH.split(cell))


def choice(choices: type[models.TextChoices]) -> Callable[[str], str]:
    """One of a few words."""
    known = {str(label).casefold(): value for value, label in choices.choices}

    def read(cell: str) -> str:
        if cell.casefold() not in known:
            raise Wrong(f"“{cell}” is none of: {', '.join(map(str, choices.labels))}.")
        return str(known[cell.casefold()])

    return read


def one_of(model: type[models.Model], name: str = "label") -> Callable[[str], Any]:
    """The one row that is called so."""
    known = _called(model, name)

    def read(cell: str) -> Any:
        found = known.get(cell.casefold(), [])
        what = str(model._meta.verbose_name)
        if not found:
            raise Wrong(f"No {what} is called “{cell}”. Make it first, or look up how it is spelt.")
        if len(found) > 1:
            raise Wrong(f"More than one {what} is called “{cell}”. Write the part of its address.")
        return found[0]

    return read


def some_of(model: type[models.Model]) -> Callable[[str], list[int]]:
    """The numbers of all that are named."""
    read_one = one_of(model)

    def read(cell: str) -> list[int]:
        names = [name.strip() for name in cell.replace("\n", BETWEEN).split(BETWEEN)]
        return sorted({read_one(name).pk for name in names if name})

    return read


def example() -> Sequence[str]:
    """A row that shows how it is meant."""
    shown = {
        "Title": "EXAMPLE, delete this row: Ten-minute checklist",
        "Summary": "What to check when a child has just been told.",
        "Address": "https://example.org/checklist",
        "Correct at": "2026-03",
        "For members": "no",
        "Topics": "One topic; Another topic",
    }
    return [shown.get(column.name, "") for column in columns()]


def _called(model: type[models.Model], name: str) -> dict[str, list[models.Model]]:
    """Rows by what they are called, and by their slug; nothing retired."""
    rows = model._default_manager.all()
    if hasattr(model, "is_retired"):
        rows = rows.filter(is_retired=False)
    known: dict[str, list[models.Model]] = {}
    for row in rows:
        for called in {getattr(row, name).casefold(), getattr(row, "slug", "")} - {""}:
            known.setdefault(called, []).append(row)
    return known


def _text_of(page: ResourcePage) -> str | None:
    """The text, if there is nothing else in the body."""
    blocks = list(page.body)
    if not blocks:
        return ""
    if len(blocks) > 1 or blocks[0].block_type != "text":
        return None
    return str(blocks[0].value.source)
