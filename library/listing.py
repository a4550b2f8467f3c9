"""The list of the library: what a reader asks for, and what answers it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.search.backends.base import BaseSearchResults

from content.search import words_of
from library.enums import Kind
from library.models.base import LibraryPage
from taxonomy.models import Sector, Stage


class LibraryListForm(forms.Form):
    """Words, a kind, stages and sectors; what cannot be understood counts as not asked."""

    q = forms.CharField(
        label="Words, a place or a title",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All kinds"), *Kind.choices]
    )

    stage = forms.ModelMultipleChoiceField(
        Stage.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.MultipleHiddenInput,
    )
    sector = forms.ModelMultipleChoiceField(
        Sector.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.MultipleHiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_clean()

    @property
    def words(self) -> str:
        """The words asked for."""
        return words_of(self.cleaned_data.get("q", ""))

    @property
    def wanted(self) -> Kind | None:
        """The kind asked for."""
        return Kind(self.cleaned_data["kind"]) if self.cleaned_data.get("kind") else None

    @property
    def stages(self) -> list[Stage]:
        """The stages asked for."""
        return list(self.cleaned_data.get("stage", ()))

    @property
    def sectors(self) -> list[Sector]:
        """The sectors asked for."""
        return list(self.cleaned_data.get("sector", ()))

    @property
    def terms(self) -> str:
        """Stages and sectors asked for, by name."""
        return ", ".join(term.label for term in [*self.stages, *self.sectors])

    @property
    def is_narrowed(self) -> bool:
        """Whether this is less than the whole list."""
        return bool(self.words or self.wanted or self.terms)


def results(index: Page, filters: LibraryListForm) -> QuerySet[LibraryPage] | BaseSearchResults:
    """What everybody may see under that page, newest first or best match first."""
    pages = LibraryPage.objects.child_of(index).live().public().newest_first()
    if filters.wanted:
        pages = pages.of_kinds([filters.wanted])
    for field in ("stage", "sector"):
        if asked := filters.cleaned_data.get(field):
            tagged = LibraryPage.objects.filter(**{f"{field}s__in": asked})
            pages = pages.filter(pk__in=tagged.values("pk"))
    pages = pages.specific()
    return pages.search(filters.words, operator="and") if filters.words else pages
