"""Works of others in the demonstration: protocols, research, policy, resources, and an answer."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone

from cms.demo.library import VOCABULARIES, named, publish, stream, terms
from content.models import CustomDocument, CustomImage, Organisation
from library.enums import Kind
from library.models import (
    LibraryIndexPage,
    PolicyPage,
    ProtocolPage,
    QuestionPage,
    ResearchPage,
    ResourcePage,
)
from library.models.base import LibraryPage

WORDS = Path(__file__).with_suffix(".toml")
FILES = Path(__file__).with_name("files")
TYPES: dict[str, type[LibraryPage]] = {
    Kind.PROTOCOL: ProtocolPage,
    Kind.RESEARCH: ResearchPage,
    Kind.POLICY: PolicyPage,
    Kind.RESOURCE: ResourcePage,
    Kind.QUESTION: QuestionPage,
}
USUAL = {"stages": ["any-stage"], "ages": ["any-age"]}

Row = dict[str, Any]


@transaction.atomic
def load() -> None:
    """Add what is missing; a page that is there is left as its editors want it."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    organisations = named(words["organisations"])
    index = LibraryIndexPage.objects.get()
    there = set(index.get_children().values_list("slug", flat=True))
    for row in words["works"]:
        if row["slug"] not in there:
            _load(row, organisations, index)


def _load(row: Row, organisations: Mapping[str, Organisation], index: LibraryIndexPage) -> None:
    at = timezone.now() - timedelta(days=row.pop("days_ago"))
    page: Any = TYPES[row.pop("type")](
        live=False,
        first_published_at=at,
        last_reviewed=timezone.localdate(at),
        information_correct_at=row.pop("correct_at", timezone.localdate(at)),
    )
    for field, name in VOCABULARIES.items():
        setattr(page, field, terms(name, row.pop(field, USUAL.get(field, ()))))
    (page.evidence_type,) = terms("EvidenceType", [row.pop("evidence")])
    page.publisher = organisations.get(row.pop("publisher", ""))
    if board := row.pop("board", ""):
        page.board = organisations[board]
    if cited := row.pop("references", ()):
        page.references = stream(("reference", reference) for reference in cited)
    if slug := row.pop("resource_type", ""):
        (page.resource_type,) = terms("ResourceType", [slug])
    if found := row.pop("findings", ()):
        page.findings = stream(("finding", {"finding": finding}) for finding in found)
    if file := row.pop("file", {}):
        page.files = stream([("download", {"document": _document(file).pk})])
    about = row.pop("about", "")
    body = [*_picture(row.pop("picture", {})), *([("text", about)] if about else [])]
    if body:
        setattr(page, "answer" if isinstance(page, QuestionPage) else "body", stream(body))
    for field, value in row.items():
        setattr(page, field, value)
    publish(page, under=index, at=at)


def _document(file: Row) -> CustomDocument:
    with (FILES / file["name"]).open("rb") as kept:
        return CustomDocument.objects.create(title=file["title"], file=File(kept, file["name"]))


def _picture(file: Row) -> Iterator[tuple[str, Row]]:
    """The block of a picture, if there is one."""
    if not file:
        return
    with (FILES / file["name"]).open("rb") as kept:
        image = CustomImage.objects.create(
            title=file["title"], description=file["shows"], file=ImageFile(kept, file["name"])
        )
    yield "picture", {"image": image.pk, "caption": file["caption"]}
