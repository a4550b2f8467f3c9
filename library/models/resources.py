"""Resources: what a busy person can take and use."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from wagtail.search import index

from library.enums import Kind
from library.models.evidence import EvidenceProfile
from library.models.works import Part, Work, part
from library.panels import work_tabs


class ResourcePage(EvidenceProfile, Work):  # type: ignore[django-manager-missing]
    """A toolkit, a poster, a book for children, a film …"""

    kinds = (Kind.RESOURCE,)
    facts_from = (*Work.facts_from, "resource_type")

    resource_type = models.ForeignKey(
        "taxonomy.ResourceType", null=True, on_delete=models.PROTECT, related_name="+"
    )
    ten_minutes = models.TextField(
        "use it in ten minutes",
        max_length=600,
        blank=True,
        help_text="What somebody with ten minutes should do with it.",
    )

    search_fields = [
        *Work.search_fields,
        index.SearchField("ten_minutes"),
        index.RelatedFields("resource_type", [index.SearchField("label")]),
    ]
    edit_handler = work_tabs(
        what=["resource_type"], said=["ten_minutes"], evidence=[EvidenceProfile.evidence_panel()]
    )

    class Meta:
        verbose_name = "resource"

    @property
    def kind_label(self) -> str:
        """Its type, such as "Toolkit": that is what readers look for."""
        return str(self.resource_type or self.get_kind_display())

    @property
    def kind_icon(self) -> str:  # type: ignore[override]
        """Toolkits have a sign of their own."""
        is_toolkit = self.resource_type is not None and self.resource_type.slug == "toolkit"
        return "toolkit" if is_toolkit else super().kind_icon

    def problems(self, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from super().problems(chosen)
        yield from self.evidence_problems()
        if not (self.original_url or self.files or self.body):
            yield (
                "original_url",
                "Give an address or a file, or say under “About it” what is known.",
            )

    def parts(self) -> Iterator[Part]:
        yield from part("Use it in ten minutes", "ten-minutes", self.ten_minutes)
