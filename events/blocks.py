"""The dates of an event, as an editor enters them."""

from uuid import UUID

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks import DownloadBlock, FilmBlock, LinkListBlock, TextBlock
from events.sittings import Sitting

NOT_SAVED = UUID(int=0)
"""Stands for the id that a date gets when it is first saved."""


class SessionBlock(blocks.StructBlock):
    """One date. Its id outlives every revision, so that bookings can hold on to it."""

    starts = blocks.DateTimeBlock()
    ends = blocks.DateTimeBlock()
    capacity = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=10_000,
        label="Places",
        help_text="Leave empty if there is no limit, or it is not known.",
    )
    note = blocks.CharBlock(
        required=False,
        max_length=120,
        help_text="What is particular to this date, such as “with BSL interpreter”.",
    )
    is_cancelled = blocks.BooleanBlock(
        required=False,
        label="This date is cancelled",
        help_text="It stays on the page and says so. To take it off, delete it.",
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """An end that comes after the start; a draft may still be wrong."""
        cleaned = super().clean(value)
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if not self.is_deferred_validation and starts and ends and ends <= starts:
            raise StructBlockValidationError(
                block_errors={"ends": ValidationError("The end must come after the start.")}
            )
        return cleaned

    class Meta:
        label = "Date"
        icon = "date"
        description = "One date with start, end and places."


class DatesBlock(blocks.StreamBlock):
    """All dates of an event."""

    date = SessionBlock()

    class Meta:
        required = False


class MaterialsBlock(blocks.StreamBlock):
    """What is left of an event for those who missed it."""

    text = TextBlock()
    download = DownloadBlock()
    film = FilmBlock()
    links = LinkListBlock()

    class Meta:
        required = False
        template = "blocks/body.html"


def sittings(dates: blocks.StreamValue) -> list[Sitting]:
    """The complete dates of a stream in order of time; a draft's unfinished ones are left out."""
    found = [
        Sitting(
            starts_at=child.value["starts"],
            ends_at=child.value["ends"],
            uid=UUID(child.id) if child.id else NOT_SAVED,
            capacity=child.value.get("capacity"),
            note=child.value.get("note") or "",
            is_cancelled=bool(child.value.get("is_cancelled")),
        )
        for child in dates
        if child.value.get("starts") and child.value.get("ends")
    ]
    return sorted(found)
