"""Bars drawn on the server, to be read without colour, script or sight.

Leather puts them in place; each bar says its number in words, there is one series a picture, and
colours come from the style sheet, so that they follow light and dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from django.utils.safestring import SafeString, mark_safe
from leather import Bars, Chart, Linear, Ordinal, Series

WIDTH = 400
LINE = 26
"""Units for one bar: also what a letter of 14 units needs."""
EDGE = 2 * WIDTH // 20
"""Leather leaves a twentieth of the width free at each side."""
FOOT = 22
"""And so much for the line of an axis, whose words we leave out."""
ROOM = 1.35
"""The longest bar leaves so much space to its number."""
GAP = 5
GIVEN = ("fill", "font-family", "stroke")
"""What leather says of looks; the style sheet says it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: whose it is, how long, and the words that stand beside it."""

    label: str
    value: float | None
    words: str


class WordedBars(Bars):
    """Bars with their words at the end."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__("currentcolor")
        self.words = words

    def to_svg(self, width, height, x_scale, y_scale, series, palette):  # type: ignore[no-untyped-def]
        """As leather draws them; then the words, also of those that have no length."""
        group = super().to_svg(width, height, x_scale, y_scale, series, palette)
        for row, words in zip(series.data(), self.words, strict=True):
            bottom, top = y_scale.project_interval(row.y, height, 0)
            x = x_scale.project(row.x or 0, 0, width) + GAP
            text = ElementTree.SubElement(group, "text", x=str(x), y=str((bottom + top) / 2))
            text.set("dy", "0.35em")
            text.text = words
        return group


def chart(bars: Sequence[Bar], *, title: str) -> SafeString:
    """One picture. It stands beside a table of the same numbers."""
    # Bars of one name would be one; what is drawn first stands lowest.
    labels = [f"{place}:{bar.label}" for place, bar in enumerate(bars)][::-1]
    values = [bar.value or 0 for bar in bars][::-1]
    drawn = Chart()
    drawn.set_x_scale(Linear(0, max([*values, 0]) * ROOM or 1))
    drawn.set_y_scale(Ordinal(labels))
    drawn.add_x_axis(ticks=[0], tick_formatter=lambda *_: "")
    drawn.add_y_axis(tick_formatter=lambda value, *_: value.partition(":")[2])
    words = [bar.words for bar in bars][::-1]
    drawn.add_series(Series(list(zip(values, labels, strict=True))), WordedBars(words))
    height = LINE * len(bars) + EDGE + FOOT
    return _framed(drawn.to_svg_group(WIDTH, height), height, title)


def _framed(group: ElementTree.Element, height: int, title: str) -> SafeString:
    """In a frame that grows and shrinks, with words for who cannot see it."""
    root = ElementTree.Element("svg", viewBox=f"0 0 {WIDTH} {height}", role="img")
    root.set("class", "chart")
    root.set("aria-label", f"{title}. The table has the same numbers.")
    for element in group.iter():
        for name in GIVEN:
            element.attrib.pop(name, None)
    root.append(group)
    return mark_safe(ElementTree.tostring(root, encoding="unicode"))  # noqa: S308 (escaped as XML)
