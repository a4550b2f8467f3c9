"""How far one can lean on a record: what it rests on, who judged it, who agreed to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks.references import ReferenceBlock
from library.blocks import VersionBlock
from library.enums import Evaluation, Rating


@dataclass(frozen=True, slots=True)
class Judgement:
    """One of the four separate questions asked of a record."""

    slug: str
    title: str
    prompt: str

    @property
    def why_field(self) -> str:
        return f"{self.slug}_why"


JUDGEMENTS = (
    Judgement("method_quality", "Methodological quality", "How sound is the way it was found out?"),
    Judgement("child_centredness", "Centred on the child", "Whose view is at the centre?"),
    Judgement("policy_relevance", "Useful for policy and strategy", "Can a board act on it?"),
    Judgement("practice_relevance", "Useful for practice", "Can a front-line worker use it?"),
)

ANONYMITY = {
    "anonymous_people": "No child, parent or carer is named, or could be worked out",
    "anonymous_ages": "Ages are given in bands",
    "anonymous_places": "No place is finer than a local authority, unless it was agreed",
    "anonymous_permission": "Permission is recorded, or the source is already public",
    "anonymous_pictures": "No picture shows a child who could be recognised; "
    "quotations give an age band only",
}


class EvidenceProfile(models.Model):
    """Four judgements, never added up. Their columns are added below, from the list."""

    quality_reviewer = models.CharField(
        "read by", max_length=80, blank=True, help_text="As readers see it: “a hub reviewer”."
    )
    quality_reviewed_on = models.DateField("on", null=True, blank=True)
    not_meant = models.TextField(
        "what this does not mean",
        max_length=400,
        blank=True,
        help_text="Stops a reader from concluding too much.",
    )

    class Meta:
        abstract = True

    @classmethod
    def evidence_panel(cls) -> MultiFieldPanel:
        """The editor's form for the four judgements."""
        fields = [name for item in JUDGEMENTS for name in (item.slug, item.why_field)]
        return MultiFieldPanel(
            [*fields, "quality_reviewer", "quality_reviewed_on", "not_meant"],
            heading="Evidence profile",
            help_text="Four separate questions: sound is not the same as useful. "
            "“Not rated” is an honest answer.",
        )

    @property
    def is_rated(self) -> bool:
        """Whether anybody has judged it on any of the four."""
        return any(getattr(self, item.slug) != Rating.NONE for item in JUDGEMENTS)

    def evidence_problems(self) -> Iterator[tuple[str, str]]:
        """What stands in the way of publishing, as field and sentence."""
        for item in JUDGEMENTS:
            if getattr(self, item.slug) != Rating.NONE and not getattr(self, item.why_field):
                yield item.why_field, "Say in one sentence why it is rated so."
        if self.is_rated and not self.quality_reviewer:
            yield "quality_reviewer", "Say who made these judgements."
        if self.is_rated and not self.quality_reviewed_on:
            yield "quality_reviewed_on", "Say when these judgements were made."


for _item in JUDGEMENTS:
    EvidenceProfile.add_to_class(
        _item.slug,
        models.CharField(
            _item.title.lower(),
            max_length=8,
            choices=Rating,
            default=Rating.NONE,
            help_text=_item.prompt,
        ),
    )
    EvidenceProfile.add_to_class(
        _item.why_field, models.CharField("why", max_length=200, blank=True)
    )


class Provenance(models.Model):
    """Where a record comes from. Names of people are for editors and never shown."""

    references = StreamField([("reference", ReferenceBlock())], blank=True)
    independent_evaluation = models.CharField(
        max_length=8, choices=Evaluation, default=Evaluation.UNKNOWN, blank=True
    )
    evaluation_url = models.URLField("address of the evaluation", blank=True)
    contact_role = models.CharField(
        "contact", max_length=120, blank=True, help_text="A role, not a name: “Early help team”."
    )
    contact_email = models.EmailField(
        "contact’s e-mail address", blank=True, help_text="A shared mailbox if there is one."
    )
    contact_is_public = models.BooleanField("show the contact to readers", default=False)
    contact_permission = models.CharField(
        max_length=160, blank=True, help_text="Who agreed to be shown, and when. Never shown."
    )
    submitted_by = models.CharField(max_length=160, blank=True, help_text="Never shown.")
    approved_by = models.CharField(
        "approved by its author", max_length=160, blank=True, help_text="Name. Never shown."
    )
    approved_on = models.DateField(null=True, blank=True, help_text="Never shown.")
    versions = StreamField([("version", VersionBlock())], blank=True, max_num=8)

    provenance_search_fields = [index.SearchField("references")]
    submission_panels = [
        MultiFieldPanel(
            ["contact_role", "contact_email", "contact_is_public", "contact_permission"],
            heading="Contact",
        ),
        MultiFieldPanel(["submitted_by", "approved_by", "approved_on"], heading="Submission"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ANONYMITY],
            heading="Anonymity checklist",
            help_text="All five, before it goes to review or is published.",
        ),
    ]

    class Meta:
        abstract = True

    def provenance_problems(self) -> Iterator[tuple[str, str]]:
        """What stands in the way of publishing, as field and sentence."""
        if self.independent_evaluation == Evaluation.YES and not self.evaluation_url:
            yield "evaluation_url", "Give the address of the evaluation."
        if self.contact_is_public and not self.contact_role:
            yield "contact_role", "Say who the contact is, or do not show one."
        if self.contact_is_public and not self.contact_permission:
            yield "contact_permission", "Say who agreed to be shown, and when."
        for field in ANONYMITY:
            if not getattr(self, field):
                yield field, "Tick this once you have checked it."


for _name, _promise in ANONYMITY.items():
    Provenance.add_to_class(_name, models.BooleanField(_promise, default=False))
