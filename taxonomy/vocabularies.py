"""Filling the vocabularies, without ever undoing what an editor did.

A term is known by its slug and introduced once. What was introduced is remembered apart from
the terms, so a term that an editor renamed, retired or deleted is neither changed nor put back.
"""

import csv
import tomllib
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.db import transaction

from taxonomy.models import Area, Introduction, Term

VOCABULARIES = Path(__file__).with_name("vocabularies.toml")
PLACES = Path(__file__).with_name("places.csv")


@transaction.atomic
def load() -> None:
    """Introduce every term of the hub that was not introduced before. May be run at any time."""
    with VOCABULARIES.open("rb") as file:
        vocabularies = tomllib.load(file)
    for name, rows in vocabularies.items():
        model = apps.get_model("taxonomy", name)
        terms = [model(**row, sort_order=order) for order, row in enumerate(rows, start=1)]
        _introduce(model, terms)
    _load_places()


def _load_places() -> None:
    """Introduce the places, each after what it lies in."""
    waiting = list(enumerate(_read_places(), start=1))
    while waiting:
        known = {area.slug: area for area in Area.objects.all()}
        ready = [
            (order, row) for order, row in waiting if not row["parent"] or row["parent"] in known
        ]
        # What lies in a place that an editor has deleted lies nowhere.
        ready = ready or waiting
        _introduce(Area, [_area(row, order, known) for order, row in ready])
        waiting = [numbered for numbered in waiting if numbered not in ready]


def _area(row: dict[str, str], order: int, known: dict[str, Area]) -> Area:
    return Area(
        kind=row["kind"],
        label=row["label"],
        slug=row["slug"],
        parent=known.get(row["parent"]),
        gss_code=row["gss_code"],
        synonyms=[part for part in row["synonyms"].split("|") if part],
        sort_order=order,
    )


def _read_places() -> list[dict[str, str]]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _introduce(model: type[Term], terms: Iterable[Term]) -> None:
    """Create the terms not seen before; the database keeps an editor's own term of that name."""
    vocabulary = str(model._meta.model_name)
    seen = set(Introduction.objects.filter(vocabulary=vocabulary).values_list("slug", flat=True))
    new = [term for term in terms if term.slug not in seen]
    model.objects.bulk_create(new, ignore_conflicts=True)
    Introduction.objects.bulk_create(
        [Introduction(vocabulary=vocabulary, slug=term.slug) for term in new],
        ignore_conflicts=True,
    )
