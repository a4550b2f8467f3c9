"""What may stand in a list: in the library, on the home page, in a newsletter."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import prefetch_related_objects
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from content.models.changes import SENTENCE_MOST, ChangeKind


class Listable(models.Model):
    """The agreement between pages and lists.

    A newsletter gathers ``Page.objects.live().public().type(Listable)``, so a new kind of
    page is news without any list knowing it.
    """

    news_section: ClassVar[str] = "library"
    """The part of a newsletter it belongs to; a key of ``newsletters.enums.Section``."""
    kind_icon: ClassVar[str] = "guide"
    """The name of its sign in the sprite, without the leading ``i-``."""
    facts_from: ClassVar[tuple[str, ...]] = ()
    """The relations that `facts` reads, so that a list can fetch them for all its items at once."""
    ends_by: ClassVar[dict[str, str]] = {"expire_at": "Goes on"}
    """The columns with a moment after which it is no more to be had, and the words for it."""
    said_of_this_page: ClassVar[list[str]] = ["change_kind", "what_changed"]
    """What a copy of the page does not take over."""

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

    change_kind = models.CharField(
        "what kind of change",
        max_length=10,
        choices=[("", "Nothing that readers need to be told"), *ChangeKind.choices],
        blank=True,
        default="",
        help_text="Only if whoever has read the page before should know. Once published, it is "
        "news for the next newsletter. Take it away when it has become old.",
    )
    what_changed = models.CharField(
        "what changed",
        max_length=SENTENCE_MOST,
        blank=True,
        default="",
        help_text="One sentence, shown above the page with the day of publication, and offered to "
        "the newsletter. Write it anew for each change: the same words are announced only once. "
        "Of an item for members, it is shown to those who have signed in, and nowhere else.",
    )

    change_panel = MultiFieldPanel(
        [FieldPanel("change_kind"), FieldPanel("what_changed", widget=AdminAutoHeightTextInput)],
        heading="What changed",
    )
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

    @property
    def bound_to(self) -> Sequence[Any]:
        """The places (`taxonomy.Area`) outside which it is of no use; none: of use everywhere."""
        return []

    def is_current(self, at: datetime) -> bool:
        """Whether it is still worth announcing at that moment."""
        return True


def fetch_facts(items: Iterable[models.Model]) -> None:
    """Fetch what `facts` reads for all of them: the cost of a list does not grow with it."""
    families = defaultdict(list)
    for item in items:
        if isinstance(item, Listable):
            families[_named_by(type(item))].append(item)
    for family, relatives in families.items():
        prefetch_related_objects(relatives, *family.facts_from)


def _named_by(model: type[Listable]) -> type[Listable]:
    """The class whose own relations `facts_from` names: kinds that share it are fetched as one."""
    return next(base for base in model.__mro__ if "facts_from" in vars(base))
