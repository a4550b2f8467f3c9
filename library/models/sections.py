"""The thirteen sections of a record, from one list.

Every record tells its story in the same order, and each section says how far it goes. Status, text
and attachment are columns of their own, so that "who has funding in place?" is a plain filter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from library.blocks import ChallengeBlock, LessonBlock
from library.enums import SectionStatus
from library.words import SECTION_FEATURES, count_words

if TYPE_CHECKING:
    from content.models import CustomDocument

SECTION_WORDS = 250
LESSONS_LEAST, LESSONS_MOST = 3, 7


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the template, and the question it puts to the author."""

    slug: str
    title: str
    prompt: str

    @property
    def status_field(self) -> str:
        return f"{self.slug}_status"

    @property
    def text_field(self) -> str:
        return f"{self.slug}_text"

    @property
    def attachment_field(self) -> str:
        return f"{self.slug}_attachment"


SECTIONS = (
    Section(
        "context",
        "Context and need",
        "What prompted it? What did you know about numbers?",
    ),
    Section(
        "strategy",
        "Strategy",
        "Is there a plan, a board or a champion? Which wider agendas does it serve?",
    ),
    Section(
        "funding",
        "Funding",
        "Sources, amounts, period, help in kind. What happens when it ends?",
    ),
    Section(
        "policies",
        "Policies and procedures",
        "Protocol, pathway, named lead; sharing information and keeping confidences.",
    ),
    Section(
        "identification",
        "Identification",
        "How do children become known? By whom, at which stage, with whose consent? "
        "What if a family does not want to be known?",
    ),
    Section(
        "assessment",
        "Assessment",
        "Tool or framework, the child’s voice, and when no service is needed.",
    ),
    Section(
        "partnerships",
        "Partnerships",
        "Who is round the table, what does each bring, and does it depend on individuals?",
    ),
    Section(
        "training",
        "Training and awareness",
        "Courses, materials, who came, what they said.",
    ),
    Section(
        "services",
        "Services and support",
        "What do children and families actually get? Is it for all, or for some?",
    ),
    Section(
        "prisons",
        "Links with prisons",
        "And with courts, police and probation: contact, visits, moves between prisons, "
        "preparing for release.",
    ),
    Section(
        "outcomes",
        "Outcomes",
        "What changed, how was it measured, for whom? Say what kind of evidence it is.",
    ),
    Section(
        "challenges",
        "Challenges and obstacles",
        "What stood in the way, what you did about it, and whether it is still open.",
    ),
    Section(
        "lessons",
        "Lessons for practice",
        "Three to seven short lessons. They are shown first, at the top of the page.",
    ),
)


class ThirteenSections(models.Model):
    """The body of a record. The columns of the sections are added below, from the list."""

    challenges = StreamField([("challenge", ChallengeBlock())], blank=True, max_num=12)
    lessons = StreamField(
        [("lesson", LessonBlock())],
        blank=True,
        max_num=LESSONS_MOST,
        help_text="Begin each with a verb: “Put everyone in one room.”",
    )
    lessons_by_hub = models.BooleanField(
        "lessons drawn by the hub",
        default=False,
        help_text="Tick if they are our reading of the source, not its authors’ own words. "
        "The page says so.",
    )

    _lists: ClassVar[dict[str, list[str]]] = {
        "challenges": ["challenges"],
        "lessons": ["lessons", "lessons_by_hub"],
    }
    """Sections that are lists before they are text: the list, and what belongs to it."""

    class Meta:
        abstract = True

    @classmethod
    def section_panels(cls) -> list[MultiFieldPanel]:
        """The editor's form for each section, with its question."""
        return [
            MultiFieldPanel(
                [
                    FieldPanel(section.status_field),
                    *(FieldPanel(name) for name in cls._lists.get(section.slug, [])),
                    FieldPanel(section.text_field),
                    FieldPanel(section.attachment_field),
                ],
                heading=f"{number}. {section.title}",
                help_text=section.prompt,
            )
            for number, section in enumerate(SECTIONS, start=1)
        ]

    @classmethod
    def section_search_fields(cls) -> list[index.SearchField]:
        """What search reads of the sections."""
        return [
            *(index.SearchField(section.text_field) for section in SECTIONS),
            index.SearchField("challenges"),
            index.SearchField("lessons"),
        ]

    def status_of(self, section: Section) -> SectionStatus:
        """How far that section goes."""
        return SectionStatus(getattr(self, section.status_field))

    def text_of(self, section: Section) -> str:
        """Its text as stored; empty where an editor left nothing but mark-up."""
        text = getattr(self, section.text_field)
        return text if count_words(text) else ""

    def attachment_of(self, section: Section) -> "CustomDocument | None":
        """The file that goes with it."""
        return getattr(self, section.attachment_field)

    def has_content(self, section: Section) -> bool:
        """Whether somebody wrote something there."""
        listed = self._lists.get(section.slug)
        return bool(self.text_of(section) or (listed and getattr(self, listed[0])))

    @property
    def statuses(self) -> list[str]:
        """One window for each section, in their order."""
        return [self.status_of(section).window for section in SECTIONS]

    def settle_statuses(self) -> None:
        """A section with words in it is described, unless the editor said something else."""
        for section in SECTIONS:
            if self.status_of(section) == SectionStatus.NOT_RECORDED and self.has_content(section):
                setattr(self, section.status_field, SectionStatus.DESCRIBED)

    def section_problems(self) -> Iterator[tuple[str, str]]:
        """What stands in the way of publishing, as field and sentence."""
        for section in SECTIONS:
            words = count_words(getattr(self, section.text_field))
            if words > SECTION_WORDS:
                yield (
                    section.text_field,
                    f"“{section.title}” has {words} words. Shorten it to {SECTION_WORDS}.",
                )
            described = self.status_of(section) == SectionStatus.DESCRIBED
            if described and not self.has_content(section):
                yield (
                    section.status_field,
                    f"“{section.title}” is marked as described but is empty. "
                    "Write a few sentences, or choose another status.",
                )
        if self.lessons and len(self.lessons) < LESSONS_LEAST:
            yield (
                "lessons",
                f"Give at least {LESSONS_LEAST} lessons, or none: "
                "the page shows them first, as its main point.",
            )


def _columns_of(section: Section) -> Iterator[tuple[str, models.Field]]:
    yield (
        section.status_field,
        models.CharField(
            "status",
            max_length=14,
            choices=SectionStatus,
            default=SectionStatus.NOT_RECORDED,
            help_text="The honest answer is often “not yet”.",
        ),
    )
    yield (
        section.text_field,
        RichTextField(
            "text", features=SECTION_FEATURES, blank=True, help_text=f"Up to {SECTION_WORDS} words."
        ),
    )
    yield (
        section.attachment_field,
        models.ForeignKey(
            "content.CustomDocument",
            verbose_name="attachment",
            null=True,
            blank=True,
            on_delete=models.SET_NULL,
            related_name="+",
        ),
    )


for _section in SECTIONS:
    for _name, _column in _columns_of(_section):
        ThirteenSections.add_to_class(_name, _column)
