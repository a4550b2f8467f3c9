"""Research and evaluation: what was found out, and how far it carries."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from library.blocks import FindingBlock
from library.enums import Access, Kind
from library.models.evidence import EvidenceProfile
from library.models.works import Part, Work, part
from library.panels import work_tabs

FINDINGS_MOST = 5
check_doi = RegexValidator(
    # The form of a digital object identifier (DOI Handbook, 2.2), without a resolver before it.
    re.compile(r"\A10\.\d{4,9}/\S+\Z"),
    "Enter only the DOI itself, such as 10.1000/182.",
)


class ResearchPage(EvidenceProfile, Work):  # type: ignore[django-manager-missing]
    """A study, a report or an evaluation, its findings first."""

    kinds = (Kind.RESEARCH,)
    news_section = "research"

    method = models.CharField(max_length=200, blank=True, help_text="How it was found out.")
    country = models.CharField("where", max_length=120, blank=True)
    sample = models.CharField(
        "who took part", max_length=200, blank=True, help_text="Who, and how many."
    )
    findings = StreamField(
        [("finding", FindingBlock())],
        blank=True,
        max_num=FINDINGS_MOST,
        verbose_name="key findings",
        help_text="Three to five, each in one sentence.",
    )
    for_practice = models.TextField("what it means for practice", max_length=800, blank=True)
    for_policy = models.TextField("what it means for policy", max_length=800, blank=True)
    limits = models.TextField(
        max_length=600, blank=True, help_text="What it cannot tell, as its authors or we see it."
    )
    doi = models.CharField("DOI", max_length=120, blank=True, validators=[check_doi])
    access = models.CharField(
        "can everybody read it?",
        max_length=8,
        choices=Access,
        default=Access.UNKNOWN,
        blank=True,
    )
    open_copy = models.URLField(
        blank=True, max_length=500, help_text="A copy that everybody may read, if there is one."
    )

    search_fields = [
        *Work.search_fields,
        *(
            index.SearchField(name)
            for name in (
                "method",
                "country",
                "sample",
                "findings",
                "for_practice",
                "for_policy",
                "limits",
            )
        ),
    ]
    edit_handler = work_tabs(
        what=[
            MultiFieldPanel(["method", "country", "sample"], heading="How it was found out"),
            MultiFieldPanel(["doi", "access", "open_copy"], heading="Where it can be read"),
        ],
        said=["findings", "for_practice", "for_policy", "limits"],
        evidence=[EvidenceProfile.evidence_panel()],
    )

    class Meta:
        verbose_name = "research or evaluation"
        verbose_name_plural = "research and evaluation"

    @property
    def doi_url(self) -> str:
        """Where the DOI leads."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def further_addresses(self) -> Iterator[str]:
        yield from super().further_addresses()
        yield self.doi_url

    @property
    def can_be_got(self) -> bool:
        """Whether the page leads to the study itself, by whatever way."""
        return bool(super().can_be_got or self.doi or self.open_copy)

    @property
    def found(self) -> list[str]:
        """What was found out, a sentence each."""
        return [block.value["finding"] for block in self.findings]

    def problems(self, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from super().problems(chosen)
        yield from self.evidence_problems()

    def parts(self) -> Iterator[Part]:
        yield from part("What it means for practice", "for-practice", self.for_practice)
        yield from part("What it means for policy", "for-policy", self.for_policy)
        yield from part("What it cannot tell", "limits", self.limits)

    def particulars(self) -> Iterator[tuple[str, str]]:
        yield "Method", self.method or "Not recorded"
        yield "Where", self.country
        yield "Who took part", self.sample or "Not recorded"
        yield "Can everybody read it?", self.get_access_display()
        yield "DOI", self.doi
