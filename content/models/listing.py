"""What may stand in a list: in the library, on the home page, in a newsletter."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class Listable(models.Model):
    """The agreement between pages and lists.

    A newsletter gathers ``Page.objects.live().public().type(Listable)``, so a new kind of
    page is news without any list knowing it.
    """

    news_section: ClassVar[str] = "library"
    """The part of a newsletter it belongs to; a key of ``newsletters.enums.Section``."""
    kind_icon: ClassVar[str] = "guide"
    """The name of its sign in the sprite, without the leading ``i-``."""

    summary = models.CharField(
        max_length=160,
        help_text="One sentence: used in lists, search, the e-newsletter and when shared.",
    )
    is_sample = models.BooleanField(
        "sample content",
        default=False,
        help_text="Made up for demonstration. The page says so wherever it is shown.",
    )
    topics = ParentalManyToManyField("taxonomy.Topic", related_name="+", blank=True)
    sectors = ParentalManyToManyField("taxonomy.Sector", related_name="+", blank=True)

    listing_panels = [
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("topics"), FieldPanel("sectors"), FieldPanel("is_sample")],
            heading="Where readers find it",
        ),
    ]

    class Meta:
        abstract = True

    @property
    def kind_label(self) -> str:
        """The word for what it is, such as "Case study"."""
        return str(self._meta.verbose_name).capitalize()

    @property
    def facts(self) -> list[str]:
        """Up to three short facts shown under the summary, such as a place and a date."""
        return []

    @property
    def starts_at(self) -> datetime | None:
        """When it takes place, for things that do."""
        return None

    def is_current(self, at: datetime) -> bool:
        """Whether it is still worth announcing at that moment."""
        return True
