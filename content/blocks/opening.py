"""Hours and days closed, as editors enter them."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.opening import Closure, Hours

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class HoursBlock(blocks.StructBlock):
    """The same hours on one or several weekdays."""

    days = blocks.MultipleChoiceBlock(
        choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
    )
    opens = blocks.TimeBlock()
    closes = blocks.TimeBlock()

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Closing comes after opening."""
        cleaned = super().clean(value)
        if cleaned["opens"] and cleaned["closes"] and cleaned["closes"] <= cleaned["opens"]:
            raise StructBlockValidationError(
                block_errors={"closes": ValidationError("Enter a time after the opening time.")}
            )
        return cleaned

    class Meta:
        label = "Hours"
        icon = "time"


class ClosureBlock(blocks.StructBlock):
    """A day or a stretch of days on which nobody answers."""

    first = blocks.DateBlock(label="first day")
    last = blocks.DateBlock(label="last day", required=False, help_text="Empty for one day.")
    message = blocks.CharBlock(
        max_length=120, required=False, help_text="Such as “Closed for the bank holiday”."
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """The last day is not before the first."""
        cleaned = super().clean(value)
        if cleaned["first"] and cleaned["last"] and cleaned["last"] < cleaned["first"]:
            raise StructBlockValidationError(
                block_errors={"last": ValidationError("Enter a day on or after the first one.")}
            )
        return cleaned

    class Meta:
        label = "Days closed"
        icon = "calendar-alt"


def hours_of(rows: Iterable[blocks.StreamValue.StreamChild]) -> list[Hours]:
    """Each stretch of each weekday that an editor entered."""
    return [
        Hours(int(day), row.value["opens"], row.value["closes"])
        for row in rows
        for day in row.value["days"]
    ]


def closures_of(rows: Iterable[blocks.StreamValue.StreamChild]) -> list[Closure]:
    """The days on which nobody answers."""
    return [
        Closure(row.value["first"], row.value["last"] or row.value["first"], row.value["message"])
        for row in rows
    ]
