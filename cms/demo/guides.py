"""The guides of the demonstration, the works they cite and the words they explain."""

import json
import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.demo.library import VOCABULARIES, publish, terms
from cms.demo.statistics import described, with_statistics
from cms.demo.works import USUAL
from library.models import GlossaryTerm, GuidePage, LibraryIndexPage

WORDS = Path(__file__).with_suffix(".toml")
CITED = re.compile(r"\{cite:([a-z]+)\}")
EXPLAINED = re.compile(r"\{term:([a-z-]+)\|([^}]+)\}")

Row = dict[str, Any]


@transaction.atomic
def load() -> None:
    """Add what is missing; what is there is left as its editors want it."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    works = {key: described(row).pk for key, row in words["references"].items()}
    for row in words["terms"]:
        GlossaryTerm.objects.get_or_create(slug=row["slug"], defaults=row)
    index = LibraryIndexPage.objects.get()
    for row in words["guides"]:
        if not index.get_children().filter(slug=row["slug"]).exists():
            _load(row, works, index)


def _load(row: Row, works: dict[str, int], index: LibraryIndexPage) -> None:
    at = timezone.now() - timedelta(days=row.pop("days_ago"))
    page: Any = GuidePage(
        live=False,
        first_published_at=at,
        last_reviewed=timezone.localdate(at),
        information_correct_at=timezone.localdate(at),
        introduction=json.dumps(_body(row.pop("introduction"), works)),
        sections=json.dumps(
            [
                {"type": "section", "value": section | {"body": _body(section["body"], works)}}
                for section in row.pop("sections")
            ]
        ),
    )
    for field, name in VOCABULARIES.items():
        setattr(page, field, terms(name, row.pop(field, USUAL.get(field, ()))))
    (page.evidence_type,) = terms("EvidenceType", [row.pop("evidence")])
    for field, value in row.items():
        setattr(page, field, value)
    publish(page, under=index, at=at)


def _body(text: str, works: dict[str, int]) -> list[Row]:
    """A text with references where the sample names works, words and figures."""
    numbers = dict(GlossaryTerm.objects.values_list("slug", "pk"))
    text = CITED.sub(lambda it: f' <embed embedtype="citation" id="{works[it[1]]}"/>', text)
    text = EXPLAINED.sub(lambda it: f'<a linktype="term" id="{numbers[it[1]]}">{it[2]}</a>', text)
    return [{"type": "text", "value": with_statistics(text)}]
