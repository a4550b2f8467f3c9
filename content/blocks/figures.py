"""Numbers as data: what was counted, when, and by whom."""

from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class Precision(TextChoices):
    """How exact the source says the number is."""

    EXACT = "exact", "Exactly"
    ABOUT = "about", "About"
    OVER = "over", "Over"
    UNDER = "under", "Under"


class KeyNumberValue(blocks.StructValue):
    """A number in the words in which it is shown."""

    @property
    def figure(self) -> str:
        """Such as "780", "About 200,000", "7%" or "£2,000,000"."""
        if self["value"] is None:
            return ""
        number = _grouped(self["value"])
        unit = self["unit"] or ""
        if unit in {"£", "€", "$"}:
            number = f"{unit}{number}"
        elif unit == "%":
            number = f"{number}%"
        precision = self["precision"] or Precision.EXACT
        if precision == Precision.EXACT:
            return number
        return f"{Precision(precision).label} {number}"

    @property
    def sentence(self) -> str:
        """What it counts; the unit stands here when it is a word."""
        unit = self["unit"] or ""
        is_sign = unit in {"£", "€", "$", "%"}
        return self["label"] if is_sign or not unit else f"{unit} {self['label']}"

    @property
    def origin(self) -> str:
        """Who counted, and as at when."""
        return ", ".join(part for part in (self["source"], self["as_at"]) if part)


def _grouped(value: Decimal) -> str:
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.normalize():,f}"


class KeyNumberBlock(blocks.StructBlock):
    """One number that a page rests on."""

    precision = blocks.ChoiceBlock(choices=Precision.choices, default=Precision.EXACT)
    value = blocks.DecimalBlock(
        max_digits=14, decimal_places=2, label="Number", help_text="Digits only, such as 200000."
    )
    unit = blocks.CharBlock(
        max_length=30,
        required=False,
        help_text="%, £ or a word such as “families”. Leave empty if the next line says it.",
    )
    label = blocks.CharBlock(
        max_length=140,
        label="What it counts",
        help_text="Goes on from the number: “offenders known locally”.",
    )
    as_at = blocks.CharBlock(
        max_length=60,
        required=False,
        label="As at",
        help_text="The day, year or period it counts, such as 2012.",
    )
    source = blocks.CharBlock(max_length=200, help_text="Who counted, and where it was published.")

    class Meta:
        template = "blocks/key_number.html"
        value_class = KeyNumberValue
        group = "Sources"
        label = "Key number"
        icon = "order"
        description = "A number with what it counts, its date and its source."
        preview_value = {
            "precision": Precision.ABOUT,
            "value": Decimal(240),
            "unit": "",
            "label": "children met in the first year",
            "as_at": "2024",
            "source": "Sample figure, made up for this preview",
        }


EXAMPLE = {
    "slug": "example-statistic",
    "url": "#example-statistic",
    "figure": "About 240",
    "counts": "children met in the first year",
    "scope": "Exampleshire, 2024",
    "area": "Exampleshire",
    "period": "2024",
    "definition": "Children who came at least once.",
    "use_with_care": "A sample figure, made up for this preview.",
    "source": {
        "written_by": "Example, A. (2024)",
        "title": "What we counted",
        "title_stop": ".",
    },
    "is_current": True,
}
"""What the preview shows."""


class StatisticBlock(SnippetChooserBlock):
    """A key statistic in full; it is written in one place and read here as it is there now."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("library.KeyStatistic", **kwargs)

    class Meta:
        template = "blocks/statistic.html"
        preview_template = "blocks/previews/statistic.html"
        group = "Sources"
        label = "Key statistic"
        icon = "decimal"
        description = "A national figure from the list of key statistics. Changes when it does."
        preview_value = None

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Shows what a figure looks like, although none is chosen yet."""
        return super().get_preview_context(value, parent_context) | {"example": EXAMPLE}
