"""What a table of resources may say of each."""

from content.models import Organisation
from content.tables import Column, day, words, yes_or_no
from library.columns import Sort, Terms, address, choice, of_terms, one_of, paragraphs
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

TERMS: Terms = {
    "Topics": ("topics", Topic),
    "Sectors": ("sectors", Sector),
    "For whom": ("roles", Role),
    "Stages": ("stages", Stage),
    "Ages": ("ages", AgeBand),
    "Places": ("areas", Area),
    "Good to know": ("flags", Flag),
}


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
        *of_terms(TERMS),
        Column("For members", "for_members", yes_or_no, "yes or no"),
        Column("Sample", "is_sample", yes_or_no, "yes for what is made up"),
    ]


RESOURCES = Sort(
    slug="resources",
    label="Resources",
    one="resource",
    model=ResourcePage,
    columns=columns,
    terms=TERMS,
    title="Title",
    found_by="original_url",
    shown={
        "Title": "EXAMPLE, delete this row: Ten-minute checklist",
        "Summary": "What to check when a child has just been told.",
        "Address": "https://example.org/checklist",
        "Correct at": "2026-03",
        "For members": "no",
        "Topics": "One topic; Another topic",
    },
)
