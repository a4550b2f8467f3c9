"""Strategies and protocols: what an area has agreed to do."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.admin.panels import MultiFieldPanel
from wagtail.search import index

from library.enums import Kind, MayCopy
from library.models.works import Binding
from library.panels import work_tabs

COVERS = {
    "covers_identification": "How children become known",
    "covers_referral": "Who is told, and by whom",
    "covers_named_lead": "A named lead",
    "covers_information_sharing": "What may be shared",
}


class ProtocolPage(Binding):  # type: ignore[django-manager-missing]
    """A document that a partnership or an authority adopted."""

    kinds = (Kind.PROTOCOL,)
    news_section = "policy"

    board = models.ForeignKey(
        "content.Organisation",
        verbose_name="owned by",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The board or partnership that answers for it.",
    )
    adopted = models.CharField(max_length=20, blank=True, help_text="Month and year, or the year.")
    reviewed_by_owner = models.CharField(
        "to be reviewed by its owner", max_length=20, blank=True, help_text="Month and year."
    )
    may_copy = models.CharField(
        "may its words be taken over?",
        max_length=4,
        choices=MayCopy,
        default=MayCopy.UNKNOWN,
        blank=True,
    )

    search_fields = [
        *Binding.search_fields,
        index.RelatedFields("board", [index.SearchField("name")]),
    ]
    edit_handler = work_tabs(
        what=[
            MultiFieldPanel(
                ["board", "standing", "adopted", "reviewed_by_owner", "may_copy"],
                heading="Who answers for it",
            ),
            MultiFieldPanel(list(COVERS), heading="What it covers"),
        ],
    )

    class Meta:
        verbose_name = "strategy or protocol"
        verbose_name_plural = "strategies and protocols"

    def particulars(self) -> Iterator[tuple[str, str]]:
        yield "Owned by", str(self.board or "Not recorded")
        yield "Does it hold?", self.get_standing_display()
        yield "Adopted", self.adopted
        yield "To be reviewed", self.reviewed_by_owner
        covered = [words for field, words in COVERS.items() if getattr(self, field)]
        yield "What it covers", "; ".join(covered)
        yield "May its words be taken over?", self.get_may_copy_display()


def _add_columns(model: Any) -> None:
    for field, words in COVERS.items():
        model.add_to_class(field, models.BooleanField(words.lower(), default=False))


_add_columns(ProtocolPage)
