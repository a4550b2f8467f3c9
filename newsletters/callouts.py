"""Quotations and figures between the items of an edition, as data."""

from typing import Any

from content.blocks.callouts import QuoteBlock, QuoteValue
from content.blocks.figures import KeyNumberBlock, KeyNumberValue, StatisticBlock
from newsletters.contents import Figure, Quote

GROUP = "In a section"


class EditionQuoteValue(QuoteValue):
    """A quotation of an edition."""

    def resolved(self) -> Quote:
        """Its words, with their marks."""
        return Quote(
            self.quoted,
            speaker=self.get("speaker") or "",
            source=self.get("source") or "",
            is_sample=bool(self.get("is_sample")),
        )


class EditionQuoteBlock(QuoteBlock):
    """Somebody's own words, between items."""

    class Meta:
        value_class = EditionQuoteValue
        template = "blocks/quote.html"
        group = GROUP


class EditionNumberValue(KeyNumberValue):
    """A number of an edition."""

    def resolved(self) -> Figure:
        """As it is shown."""
        return Figure(self.figure, sentence=self.sentence, origin=self.origin)


class EditionNumberBlock(KeyNumberBlock):
    """A number that the edition is about."""

    class Meta:
        value_class = EditionNumberValue
        template = "blocks/key_number.html"
        group = GROUP


class EditionStatisticBlock(StatisticBlock):
    """A key statistic, as it stands on the day of approval."""

    class Meta:
        template = "blocks/statistic.html"
        group = GROUP


def statistic(chosen: Any) -> Figure | None:
    """The figure that was chosen; none if it was withdrawn, or a newer one is there."""
    if chosen is None or not chosen.live or chosen.superseded_by_id:
        return None
    care = f" Use with care: {chosen.use_with_care}" if chosen.use_with_care else ""
    scope = ", ".join(part for part in (chosen.area, chosen.period) if part)
    return Figure(chosen.figure, sentence=chosen.counts, origin=f"{scope}.{care}".lstrip("."))
