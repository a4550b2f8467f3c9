"""Policy and law: what people are asked or obliged to do."""

from collections.abc import Iterator

from django.db import models
from wagtail.search import index

from library.enums import Kind
from library.models.works import Binding, Part, part
from library.panels import work_tabs


class PolicyPage(Binding):  # type: ignore[django-manager-missing]
    """Guidance, a framework, a report to Parliament, an Act."""

    kinds = (Kind.POLICY,)
    news_section = "policy"

    resource_type = models.ForeignKey(
        "taxonomy.ResourceType",
        verbose_name="type",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Such as statutory guidance or legislation.",
    )
    in_force_from = models.CharField(
        max_length=20, blank=True, help_text="Month and year, or the year."
    )
    asks = models.TextField(
        "what it asks",
        max_length=800,
        blank=True,
        help_text="What it says about these children, in your own words.",
    )
    for_practice = models.TextField("what it means for practice", max_length=800, blank=True)

    search_fields = [
        *Binding.search_fields,
        index.RelatedFields("resource_type", [index.SearchField("label")]),
        index.SearchField("asks"),
        index.SearchField("for_practice"),
    ]
    edit_handler = work_tabs(
        what=["resource_type", "standing", "in_force_from"], said=["asks", "for_practice"]
    )

    class Meta:
        verbose_name = "policy or law"
        verbose_name_plural = "policy and law"

    def parts(self) -> Iterator[Part]:
        yield from part("What it asks", "asks", self.asks)
        yield from part("What it means for practice", "for-practice", self.for_practice)

    def particulars(self) -> Iterator[tuple[str, str]]:
        yield "Type", str(self.resource_type or "")
        yield "Does it hold?", self.get_standing_display()
        yield "In force from", self.in_force_from
