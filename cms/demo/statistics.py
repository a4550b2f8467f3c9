"""The key statistics of the demonstration, and the works they come from."""

import re
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from library.models import KeyStatistic, Reference

WORDS = Path(__file__).with_suffix(".toml")
PLACE = re.compile(r"\{statistic:([a-z0-9-]+)\}")
"""How the sample texts name a statistic, which has no number before it is loaded."""

Row = dict[str, Any]


@transaction.atomic
def load() -> None:
    """Add what is missing; a figure that is there is left as its editors want it."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    works = {key: described(row) for key, row in words["references"].items()}
    for row in words["statistics"]:
        if not KeyStatistic.objects.filter(slug=row["slug"]).exists():
            _load(row, works)


def described(row: Row) -> Reference:
    """That work, described once."""
    known = {name: row.get(name, "") for name in ("authors", "year", "title")}
    return Reference.objects.get_or_create(**known, defaults=row)[0]


def _load(row: Row, works: dict[str, Reference]) -> None:
    newer = row.pop("superseded_by", "")
    statistic = KeyStatistic(**row | {"source": works[row["source"]]})
    if newer:
        statistic.superseded_by = KeyStatistic.objects.get(slug=newer)
    statistic.full_clean()
    statistic.save()
    statistic.save_revision().publish()


def with_statistics(text: str) -> str:
    """The sample text with references where it names statistics."""
    numbers = dict(KeyStatistic.objects.values_list("slug", "pk"))
    return PLACE.sub(lambda found: f'<embed embedtype="statistic" id="{numbers[found[1]]}"/>', text)
