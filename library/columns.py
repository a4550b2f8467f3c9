"""What the tables of all kinds have in common: how a cell is read, and how an item says it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from wagtail.blocks import StreamValue

from content.tables import Column, Wrong
from library.models.base import LibraryPage

BETWEEN = ";"
SEVERAL = f"several are divided by “{BETWEEN}”"
PARAGRAPH = re.compile(r"\n+")

Terms = Mapping[str, tuple[str, type[models.Model]]]
"""The field and the vocabulary of each column of terms."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of item that can be brought in from a table."""

    slug: str
    label: str
    """Of several, such as "Resources"."""
    one: str
    model: type[LibraryPage]
    columns: Callable[[], list[Column]]
    """With the terms as they are now."""
    shown: Mapping[str, str]
    """A row that shows how it is meant."""
    terms: Terms
    title: str
    """The name of the column that holds the title."""
    found_by: str = ""
    """The field of an address by which an item is known, whatever its title has become."""
    from_anew: Mapping[str, Any] = field(default_factory=dict)
    """What a new item is given before its row."""

    @property
    def vocabularies(self) -> dict[str, type[models.Model]]:
        """The vocabulary of each field of terms."""
        return dict(self.terms.values())

    @property
    def example(self) -> list[str]:
        """That row, in the order of the columns."""
        return [self.shown.get(column.name, "") for column in self.columns()]

    @property
    def names(self) -> dict[str, str]:
        """What the column of a field is called."""
        return {column.field: column.name for column in self.columns()}

    def given(self, page: LibraryPage, name: str) -> Any:
        """What the item says now, in the form in which a column reads it."""
        said = getattr(page, name)
        if name in self.vocabularies:
            return sorted(term.pk for term in said.all())
        if name == "body":
            return _text_of(page)
        if isinstance(said, StreamValue):
            return [(block.block_type, dict(block.value)) for block in said]
        return said

    def give(self, page: LibraryPage, name: str, value: Any) -> None:
        """Have the item say that."""
        if name in self.vocabularies:
            model = self.vocabularies[name]
            setattr(page, name, list(model._default_manager.filter(pk__in=value)))
        elif name != "body":
            setattr(page, name, value)
        elif _text_of(page) is None:
            raise Wrong("“About it” was written by hand and has more than text: change it there.")
        else:
            setattr(page, name, [("text", value)])


def of_terms(terms: Terms) -> list[Column]:
    """A column for each vocabulary."""
    return [Column(name, to, some_of(model), SEVERAL) for name, (to, model) in terms.items()]


def address(cell: str) -> str:
    """The address of a web page."""
    try:
        parts = urlsplit(cell)
    except ValueError as error:
        raise Wrong(f"“{cell[:60]}” is not an address.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in cell:
        raise Wrong("Write the whole address, beginning with https://.")
    return cell


def mailbox(cell: str) -> str:
    """An e-mail address."""
    try:
        validate_email(cell)
    except ValidationError as error:
        raise Wrong(f"“{cell[:60]}” is not an e-mail address.") from error
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


def _text_of(page: Any) -> str | None:
    """The text, if there is nothing else in the body."""
    blocks = list(page.body)
    if not blocks:
        return ""
    if len(blocks) > 1 or blocks[0].block_type != "text":
        return None
    return str(blocks[0].value.source)
