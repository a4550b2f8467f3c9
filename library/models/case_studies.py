"""Case studies: what a place has done."""

from library.enums import Kind
from library.models.records import PracticeRecord


class CaseStudyPage(PracticeRecord):  # type: ignore[django-manager-missing]
    """What one area did, or wrote down and then did."""

    kinds = (Kind.LOCAL_AREA, Kind.PROTOCOL_IN_ACTION)

    class Meta:
        verbose_name = "case study"
        verbose_name_plural = "case studies"
