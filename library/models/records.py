"""A record of practice: the whole template, shared by case studies and practice examples."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.search import index

from library.blocks import MilestoneBlock, VoiceBlock
from library.models.base import LibraryPage
from library.models.evidence import EvidenceProfile, Provenance
from library.models.glance import AtAGlance
from library.models.sections import ThirteenSections
from library.panels import record_tabs
from library.reading import of_record

CARD_FIGURES = 2


class PracticeRecord(AtAGlance, ThirteenSections, EvidenceProfile, Provenance, LibraryPage):  # type: ignore[django-manager-missing]
    """What was done, by whom, for which children, and what came of it."""

    news_section: ClassVar[str] = "practice"
    is_creatable = True

    voices = StreamField([("voice", VoiceBlock())], blank=True, max_num=2)
    timeline = StreamField([("milestone", MilestoneBlock())], blank=True, max_num=12)
    copy_people = models.TextField("people", max_length=400, blank=True)
    copy_cost = models.TextField("cost", max_length=400, blank=True)
    copy_permissions = models.TextField("permissions", max_length=400, blank=True)
    copy_first_days = models.TextField("the first 90 days", max_length=400, blank=True)
    equality_note = models.TextField("equality considerations", max_length=600, blank=True)
    safeguarding_note = models.TextField(max_length=600, blank=True)

    search_fields = [
        *LibraryPage.search_fields,
        *AtAGlance.glance_search_fields,
        *ThirteenSections.section_search_fields(),
        *Provenance.provenance_search_fields,
        index.SearchField("voices"),
        index.SearchField("timeline"),
    ]

    edit_handler = record_tabs(
        sections=ThirteenSections.section_panels(),
        evidence=EvidenceProfile.evidence_panel(),
        submission=Provenance.submission_panels,
    )

    class Meta:
        abstract = True

    @property
    def facts(self) -> list[str]:
        """Place, how far the work has come, and kind of evidence."""
        facts = (self.place, self.get_maturity_display(), str(self.evidence_type or ""))
        return [fact for fact in facts if fact]

    @property
    def card_figures(self) -> list[dict[str, str]]:
        """The first two key numbers, for a card that leads; none of what is for members."""
        if self.for_members:
            return []
        numbers = [block.value for block in self.key_numbers[:CARD_FIGURES]]
        return [{"value": it.figure, "label": it.sentence} for it in numbers]

    def prepare(self) -> None:
        super().prepare()
        self.settle_statuses()

    def problems(self, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from super().problems(chosen)
        yield from self.glance_problems()
        yield from self.section_problems()
        yield from self.evidence_problems()
        yield from self.provenance_problems()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | of_record(self, request, on=timezone.localdate())
