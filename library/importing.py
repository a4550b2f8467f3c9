"""Items from a table: looked at row by row, then all of them or none.

A dry run does everything and takes it back, so what it reports is what will happen. A row is the
item with its address, or else with its title; what a row does not say stays as it is. What a
table of each kind may say stands in its `Sort`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.text import capfirst

from content.tables import Row, Wrong, formula
from library.columns import Sort
from library.models import LibraryIndexPage
from library.models.base import LibraryPage
from library.resource_columns import RESOURCES
from library.service_columns import SERVICES
from members.models import User

ROWS_MOST = 200
SORTS: dict[str, Sort] = {sort.slug: sort for sort in (RESOURCES, SERVICES)}
NEEDED = {"null", "blank", "required"}
"""What Django calls a field that says nothing."""

Person = User | AnonymousUser


class Fate(StrEnum):
    """What becomes of a row."""

    MADE = "would be made"
    UPDATED = "would be updated"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(slots=True)
class Outcome:
    """One row of the report."""

    row: int
    title: str
    fate: Fate
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Column and sentence."""
    changed: list[str] = field(default_factory=list)
    page_id: int | None = None
    stood_at: int | None = None
    """The version of the item that was compared with the row."""


@dataclass(frozen=True, slots=True)
class Report:
    """What would happen, or has happened."""

    outcomes: list[Outcome]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows of each fate, all named."""
        found = Counter(outcome.fate for outcome in self.outcomes)
        return [(fate.value, found[fate]) for fate in Fate]

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong, and something is to be done."""
        fates = {outcome.fate for outcome in self.outcomes}
        return Fate.WRONG not in fates and bool(fates & {Fate.MADE, Fate.UPDATED})

    @property
    def said(self) -> list[list[Any]]:
        """The report in short, to see whether another one says the same."""
        return [
            [it.row, it.fate.value, it.changed, it.problems, it.stood_at] for it in self.outcomes
        ]


def try_out(sort: Sort, rows: Sequence[Row], *, by: Person, publish: bool) -> Report:
    """What would become of these rows. Nothing is kept."""
    with transaction.atomic():
        report = _do(sort, rows, by=by, publish=publish)
        transaction.set_rollback(True)
    return report


@transaction.atomic
def bring_in(
    sort: Sort, rows: Sequence[Row], *, by: Person, publish: bool, as_said: list[Any]
) -> Report:
    """Do it, if it still is what the dry run said and nothing is wrong.

    Otherwise raises Changed, and nothing is done.
    """
    report = _do(sort, rows, by=by, publish=publish)
    if not report.is_right or report.said != as_said:
        raise Changed(report)
    return report


class Changed(Exception):
    """The site has changed since the dry run; here is a new one."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__()


def may_import(user: Person) -> bool:
    """Whether this person may add items to the library."""
    library = LibraryIndexPage.objects.first()
    return bool(library and library.permissions_for_user(user).can_add_subpage())


def may_publish(user: Person) -> bool:
    """Whether this person may publish what comes."""
    library = LibraryIndexPage.objects.first()
    return bool(library and library.permissions_for_user(user).can_publish_subpage())


def _do(sort: Sort, rows: Sequence[Row], *, by: Person, publish: bool) -> Report:
    # One import after the other: of a yes that is sent twice, the second finds all of it done.
    list(LibraryIndexPage.objects.select_for_update(of=("self",)).values_list("pk"))
    library = LibraryIndexPage.objects.get()
    importer = _Importer(library, by, sort, publish=publish and may_publish(by))
    return Report([importer.take(row) for row in rows])


class _Importer:
    """Takes one row after the other, and remembers which items it has had."""

    def __init__(self, library: LibraryIndexPage, by: Person, sort: Sort, *, publish: bool) -> None:
        self.library, self.by, self.sort, self.publish = library, by, sort, publish
        self.columns = sort.columns()
        self.names = {column.field: column.name for column in self.columns}
        self.had: dict[str, int] = {}
        """The row in which an address or a title stood."""

    def take(self, row: Row) -> Outcome:
        """What becomes of the row; one that is wrong leaves nothing behind."""
        outcome = Outcome(row.number, row.cells.get(self.sort.title, ""), Fate.WRONG)
        values = self._read(row, outcome)
        self._twice(row, outcome)
        try:
            found = None if outcome.problems else self._find(values)
        except Wrong as error:
            outcome.problems.append((self.sort.title, str(error)))
        if outcome.problems:
            return outcome
        outcome.stood_at = found and found.latest_revision_id
        try:
            with transaction.atomic():
                self._keep(found, values, outcome)
        except Wrong as error:
            outcome.problems.append(("", str(error)))
        except ValidationError as error:
            outcome.problems.extend(self._sentences(error))
        if outcome.problems:
            outcome.fate, outcome.changed, outcome.page_id = Fate.WRONG, [], found and found.pk
        return outcome

    def _read(self, row: Row, outcome: Outcome) -> dict[str, Any]:
        values = {}
        for column in self.columns:
            cell = row.cells.get(column.name, "")
            if not cell:
                continue
            if formula(cell):
                outcome.problems.append((column.name, "This is a formula. Paste its value."))
                continue
            try:
                values[column.field] = column.read(cell)
            except Wrong as error:
                outcome.problems.append((column.name, str(error)))
        return values

    def _twice(self, row: Row, outcome: Outcome) -> None:
        """Name the row that has the same title or address."""
        for name in filter(None, (self.sort.title, self.names.get(self.sort.found_by))):
            if cell := row.cells.get(name, ""):
                before = self.had.setdefault(f"{name} {cell.casefold().rstrip('/')}", row.number)
                if before != row.number:
                    outcome.problems.append((name, f"Row {before} has the same."))

    def _find(self, values: dict[str, Any]) -> LibraryPage | None:
        """The item that the row is about: the one with its address, or else with its title."""
        here = self.sort.model.objects.child_of(self.library).order_by("pk")
        title = values.get("title", "")
        by_title = list(here.filter(title__iexact=title)[:2]) if title else []
        by_address = self._with_address(here, values.get(self.sort.found_by, ""))
        if len(by_address) > 1 or (not by_address and len(by_title) > 1):
            raise Wrong("Several items here have that. Change them by hand.")
        if by_address and by_title and by_address[0].pk not in {it.pk for it in by_title}:
            raise Wrong(
                f"The address belongs to “{by_address[0].title}”, "
                "and another item has this title. Which is it?"
            )
        found = (by_address or by_title or [None])[0]
        if found is None and self.library.get_children().filter(title__iexact=title).exists():
            raise Wrong(f"Another page here has this title, and it is not a {self.sort.one}.")
        return found

    def _with_address(self, here: Any, address: str) -> list[LibraryPage]:
        if not address:
            return []
        bare = address.rstrip("/")
        return list(here.filter(**{f"{self.sort.found_by}__in": [bare, f"{bare}/"]})[:2])

    def _keep(self, found: LibraryPage | None, values: dict[str, Any], outcome: Outcome) -> None:
        page = self._fresh() if found is None else self._latest(found)
        for name, value in values.items():
            if self.sort.given(page, name) != value:
                self.sort.give(page, name, value)
                outcome.changed.append(self.names[name])
        if found is not None and not outcome.changed:
            outcome.fate, outcome.page_id = Fate.UNCHANGED, found.pk
            return
        self._check(page, values)
        if found is None:
            page.live, page.owner = False, self.by
            self.library.add_child(instance=page)
        if self.publish:
            page.full_clean()
        revision = page.save_revision(user=self.by, log_action=True, clean=False)
        if self.publish:
            revision.publish(user=self.by)
        outcome.fate = Fate.UPDATED if found else Fate.MADE
        outcome.page_id = page.pk

    def _fresh(self) -> LibraryPage:
        model = self.sort.model
        return model(kind=model.kinds[0], **self.sort.from_anew)

    def _latest(self, found: LibraryPage) -> LibraryPage:
        """The item as its editors have it; not over what somebody has not published yet."""
        rights = found.permissions_for_user(self.by)
        if not rights.can_edit() or rights.page_locked():
            raise Wrong("You may not change this item.")
        waits = found.has_unpublished_changes or not found.live
        if self.publish and waits and not self._alone_at(found):
            raise Wrong("It has changes that nobody has published yet. Publish them first.")
        latest: LibraryPage = found.get_latest_revision_as_object()
        return latest

    def _alone_at(self, found: LibraryPage) -> bool:
        """Whether it never was public, and nobody else has a word in it."""
        others = found.revisions.exclude(user_id=self.by.pk)
        return not found.live and found.owner_id == self.by.pk and not others.exists()

    def _check(self, page: LibraryPage, values: dict[str, Any]) -> None:
        """What was typed, and a title and a summary. Publishing looks at all the rest."""
        asked = {"title", "summary", *values}
        page.clean_fields(exclude={it.name for it in page._meta.get_fields()} - asked)
        # Of long texts Django looks at the length in its forms alone.
        for name in sorted(asked):
            stored: Any = page._meta.get_field(name)
            most = stored.max_length if isinstance(stored, models.TextField) else None
            if most and len(getattr(page, name)) > most:
                raise ValidationError({name: f"It is longer than {most} characters. Shorten it."})

    def _sentences(self, error: ValidationError) -> Iterator[tuple[str, str]]:
        for name, errors in error.error_dict.items():
            for it in errors:
                yield self.names.get(name) or self._called(name), _said(it)

    def _called(self, name: str) -> str:
        """What the editors' form calls a field that has no column."""
        if name == NON_FIELD_ERRORS:
            return ""
        field: Any = self.sort.model._meta.get_field(name)
        return capfirst(field.verbose_name)


def _said(error: ValidationError) -> str:
    """In a sentence for whoever fills in a table."""
    if error.code in NEEDED:
        return "This is needed."
    return " ".join(error.messages)
