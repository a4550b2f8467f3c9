"""Key statistics: each figure once, with all that it takes to quote it rightly."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.search import index


class KeyStatistic(DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """A figure with its meaning. Texts hold a reference to it, never a copy of it."""

    figure = models.CharField(
        max_length=40, help_text="As it is said: 192,912, About 200,000, 7% or 21 of 31."
    )
    counts = models.CharField(
        "what it counts",
        max_length=160,
        help_text="Goes on from the figure, without a full stop: "
        "“children had a parent in prison at some time in the year”.",
    )
    area = models.CharField(
        max_length=80,
        blank=True,
        help_text="Such as England and Wales. Empty only if the source does not say: "
        "readers are then told so.",
    )
    period = models.CharField(
        max_length=60,
        blank=True,
        help_text="The day, year or span it counts: October 2021 to October 2022. "
        "Empty only if the source does not say.",
    )
    definition = models.TextField(
        max_length=800, help_text="Who was counted, and how. What is in it, and what is not."
    )
    confidence = models.CharField(
        "how sure it is",
        max_length=240,
        blank=True,
        help_text="Such as “Official statistics in development”.",
    )
    use_with_care = models.TextField(
        max_length=400,
        blank=True,
        help_text="What a reader might conclude wrongly. "
        "Wherever the figure stands, readers are told to use it with care.",
    )
    source = models.ForeignKey(
        "library.Reference", on_delete=models.PROTECT, related_name="statistics"
    )
    published = models.CharField(
        max_length=40, blank=True, help_text="Month and year, or the year: July 2024."
    )
    is_historical = models.BooleanField(
        "historical",
        default=False,
        help_text="True of its time only. Wherever the figure stands, readers are told so.",
    )
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
        help_text="The newer figure. Wherever this one stands, readers are led to the newer one.",
    )
    slug = models.SlugField(
        "address", max_length=60, unique=True, help_text="Keep it: others link to it."
    )
    sort_order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")

    search_fields: ClassVar[list] = [
        index.SearchField("figure"),
        index.SearchField("counts"),
        index.SearchField("definition"),
        index.AutocompleteField("figure"),
        index.AutocompleteField("counts"),
        index.FilterField("live"),
    ]

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = "key statistic"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(superseded_by=models.F("id")),
                name="statistic_is_not_newer_than_itself",
            )
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """The figure with what it counts."""
        return f"{self.figure} {self.counts}"

    @property
    def scope(self) -> str:
        """Where, and when; what is not known is not passed over."""
        return f"{self.area or 'area not recorded'}, {self.period or 'year not recorded'}"

    def clean(self) -> None:
        super().clean()
        if self.superseded_by_id and self._leads_back():
            raise ValidationError(
                {"superseded_by": "That figure is superseded by this one: choose the newest."}
            )

    def _leads_back(self) -> bool:
        passed = {self.pk}
        newer = self.superseded_by
        while newer is not None:
            if newer.pk in passed:
                return True
            passed.add(newer.pk)
            newer = newer.superseded_by
        return False
