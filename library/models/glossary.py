"""Words of the field, explained once."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.search import index

from content.crumbs import crumbs
from content.models import BasePage
from library.glossary import known


class GlossaryTerm(index.Indexed, models.Model):
    """A word that not every reader knows."""

    term = models.CharField(max_length=80, unique=True, help_text="As texts use it: remand.")
    definition = models.TextField(
        max_length=400, help_text="One or two sentences that a newcomer understands."
    )
    slug = models.SlugField(
        "address", max_length=60, unique=True, help_text="Keep it: texts lead to it."
    )

    search_fields: ClassVar[list] = [
        index.SearchField("term"),
        index.AutocompleteField("term"),
        index.SearchField("definition"),
    ]

    class Meta:
        ordering = ["term"]
        verbose_name = "glossary term"

    def __str__(self) -> str:
        return self.term


class GlossaryPage(BasePage):
    """All words that are explained, from A to Z, each under its own address."""

    max_count = 1
    parent_page_types = ["library.LibraryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    introduction = models.TextField(
        blank=True, max_length=300, help_text="One or two sentences below the title."
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("words_of_terms"),
    ]
    content_panels: ClassVar[list] = [*BasePage.content_panels, "introduction"]

    class Meta:
        verbose_name = "glossary"

    def words_of_terms(self) -> str:
        """What search reads: a term is found through this page."""
        return "\n".join(f"{row.term}. {row.definition}" for row in GlossaryTerm.objects.all())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "terms": list(known().values()),
        }
