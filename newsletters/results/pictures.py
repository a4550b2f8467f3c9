"""Which numbers are drawn, and what they are called."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString

from newsletters.results.charting import Bar, chart
from newsletters.results.comparing import Line
from newsletters.results.drawing import Drawn
from newsletters.results.growing import Month
from newsletters.results.outcomes import Outcome, percent

Value = float | None
Row = TypeVar("Row", Line, Month)
Picture = tuple[str, SafeString]
"""Its title, and the drawing."""


def of_reports(outcome: Outcome) -> list[tuple[str, int, str]]:
    """What the provider told about the letters that were sent: words, number, share."""
    told = (
        ("Delivered", outcome.delivered),
        ("Delayed: the provider still tries", outcome.delayed),
        ("Bounced: could not be delivered", outcome.bounced),
        ("Delivered, and marked as spam", outcome.complaints),
        ("Nothing heard of them", outcome.silent),
    )
    return [(words, number, percent(outcome.percent(number))) for words, number in told]


def of_comparison(lines: Sequence[Line]) -> list[Picture]:
    """Four things that editors watch, each in a picture of its own."""
    return [
        _drawn("Letters sent", lines, lambda line: line.outcome.sent, _whole),
        _drawn("Delivered, of those sent", lines, _delivered, percent),
        _drawn("Bounced, of those sent", lines, lambda line: line.outcome.bounced_percent, percent),
        _drawn("Unsubscribed", lines, lambda line: line.losses.number, _whole),
    ]


def of_clicks(drawn: Sequence[Drawn]) -> list[Picture]:
    """The items by their places in the edition: a title would not fit beside a bar."""
    if not drawn:
        return []
    bars = [Bar(f"Item {one.place}", one.clicks, _whole(one.clicks)) for one in drawn]
    return [("Clicks", chart(bars, title="Clicks on each item"))]


def of_growth(months: Sequence[Month]) -> list[Picture]:
    """How many there were, who came, who went."""
    return [
        _drawn("Members at the end of the month", months, lambda month: month.members, _whole),
        _drawn("Joined", months, lambda month: month.joined, _whole),
        _drawn("Left", months, lambda month: month.left, _whole),
    ]


def _whole(value: Value) -> str:
    return intcomma(int(value or 0))


def _delivered(line: Line) -> Value:
    return line.outcome.delivered_percent


def _drawn(
    title: str,
    rows: Sequence[Row],
    value: Callable[[Row], Value],
    words: Callable[[Value], str],
) -> Picture:
    bars = [Bar(row.label, value(row), words(value(row))) for row in rows]
    return title, chart(bars, title=title)
