"""Works that are cited: described once, cited wherever an editor likes."""

from typing import Any

from django.db import models
from wagtail.search import index

from content.blocks.references import ReferenceBlock, ReferenceValue

_BLOCK = ReferenceBlock()
COLUMNS = ("authors", "year", "title", "publisher", "url", "licence", "accessed")


class Reference(index.Indexed, models.Model):
    """One work, with all that is needed to find it again."""

    authors = models.CharField(
        "author or organisation",
        max_length=200,
        help_text="Surname first: “Smith, J. and Jones, A.”; or the body that issued it.",
    )
    year = models.CharField(
        max_length=20, blank=True, help_text="Of publication, such as 2008 or c. 2009."
    )
    title = models.CharField(max_length=250)
    publisher = models.CharField(
        max_length=200, blank=True, help_text="Place and publisher, journal and pages, series."
    )
    url = models.URLField(
        "web address", max_length=500, blank=True, help_text="Where it can be read."
    )
    licence = models.CharField(
        max_length=120,
        blank=True,
        help_text="What a reader may do with it, such as Open Government Licence.",
    )
    accessed = models.DateField(
        "last seen on", null=True, blank=True, help_text="When you last opened that address."
    )

    search_fields = [
        index.SearchField("authors"),
        index.SearchField("title"),
        index.AutocompleteField("authors"),
        index.AutocompleteField("title"),
    ]

    class Meta:
        ordering = ["authors", "year", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["authors", "year", "title"], name="reference_is_described_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.value.written_by} {self.title}"

    @property
    def value(self) -> ReferenceValue:
        """As the template of references takes it."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in COLUMNS}
        return ReferenceValue(_BLOCK, fields)

    @property
    def plain(self) -> str:
        """The whole of it in the Harvard manner."""
        return self.value.plain
