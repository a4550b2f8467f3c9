"""The list of the library: what a reader asks for, and what answers it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.search.backends.base import BaseSearchResults

from content.search import words_of
from library.enums import Kind
from library.models.base import LibraryPage


class LibraryListForm(forms.Form):
    """Words and a kind; what cannot be understood counts as not asked."""

    q = forms.CharField(
        label="Words, a place or a title",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All kinds"), *Kind.choices]
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
    def is_narrowed(self) -> bool:
        """Whether this is less than the whole list."""
        return bool(self.words or self.wanted)


def results(index: Page, filters: LibraryListForm) -> QuerySet[LibraryPage] | BaseSearchResults:
    """What everybody may see under that page, newest first or best match first."""
    pages = LibraryPage.objects.child_of(index).live().public().newest_first()
    if filters.wanted:
        pages = pages.of_kinds([filters.wanted])
    pages = pages.specific()
    return pages.search(filters.words, operator="and") if filters.words else pages
