"""At a glance: what a reader wants to know before reading on."""

import re
from collections.abc import Iterator

from django.db import models
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks.figures import KeyNumberBlock
from library.enums import Maturity

KEY_NUMBERS_MOST = 6
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH_AND_YEAR = re.compile(rf"((?:{MONTHS}) )?\d{{4}}")


class AtAGlance(models.Model):
    """Short answers to the questions every reader has."""

    purpose = models.CharField(
        max_length=200, help_text="What were you trying to change for children?"
    )
    lead_organisation = models.ForeignKey(
        "content.Organisation",
        verbose_name="led by",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="If it is not known, the page says “Not recorded”.",
    )
    maturity = models.CharField(
        max_length=10,
        choices=Maturity,
        blank=True,
        help_text="If it is not known, the page says “Not recorded”.",
    )
    started = models.CharField(
        max_length=20, blank=True, help_text="Month and year, or only the year: March 2021."
    )
    ended = models.CharField(max_length=20, blank=True, help_text="Leave empty if it goes on.")
    funding_in_one_line = models.CharField(
        max_length=200, blank=True, help_text="Sources, amount, period. “None” is fine."
    )
    staffing_in_one_line = models.CharField(
        "staff and time in one line", max_length=160, blank=True
    )
    key_numbers = StreamField(
        [("number", KeyNumberBlock())],
        blank=True,
        max_num=KEY_NUMBERS_MOST,
        help_text=f"Up to {KEY_NUMBERS_MOST}, each with its date and source.",
    )

    glance_search_fields = [
        index.SearchField("purpose"),
        index.SearchField("key_numbers"),
        index.RelatedFields("lead_organisation", [index.SearchField("name")]),
        index.FilterField("maturity"),
    ]

    class Meta:
        abstract = True

    def glance_problems(self) -> Iterator[tuple[str, str]]:
        """What stands in the way of publishing, as field and sentence."""
        for field in ("started", "ended"):
            written = getattr(self, field)
            if written and not MONTH_AND_YEAR.fullmatch(written):
                yield (
                    field,
                    "Write a month and a year, such as March 2021, or only the year.",
                )
