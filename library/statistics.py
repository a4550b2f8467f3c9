"""The key statistics as they are now, for every text that holds one.

All live ones are read at once and kept until something on the site changes, so a text may hold as
many as it likes. A statistic is looked up by its number when a page is shown: what an editor
changes in one place has changed everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.blocks.references import ReferenceValue
from content.versions import kept

if TYPE_CHECKING:
    from library.models.statistics import KeyStatistic

WITHDRAWN = SafeString('<span class="statistic">a figure that was withdrawn</span>')


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure as readers see it, and where more is said about it."""

    pk: int
    slug: str
    figure: str
    counts: str
    scope: str
    area: str
    period: str
    definition: str
    confidence: str
    use_with_care: str
    source: ReferenceValue
    published: str
    is_historical: bool
    url: str
    newer: "Statistic | None" = None

    @property
    def is_current(self) -> bool:
        """Whether it may be quoted as true today."""
        return self.newer is None and not self.is_historical

    @property
    def cautions(self) -> Iterator[tuple[str, str]]:
        """What a reader has to know before quoting it: the words, and where they lead."""
        if self.newer:
            yield f"superseded: see the newer figure, {self.newer.figure}", self.newer.url
        elif self.is_historical:
            yield "historical", self.url
        if self.use_with_care:
            yield "use with care", self.url


def known() -> dict[int, Statistic]:
    """Every live statistic by its number, in the editors' order; two queries at most."""
    return kept("library:statistics", _read)


def of(pk: int) -> Statistic | None:
    """That statistic as it is now, if readers may see it."""
    return known().get(pk)


def inline(pk: str, statistics: Mapping[int, Statistic]) -> SafeString:
    """The figure for the middle of a sentence. What it counts, where and when goes with it."""
    statistic = statistics.get(int(pk)) if pk.isdecimal() else None
    if statistic is None:
        return WITHDRAWN
    notes = [format_html("{}", statistic.scope)]
    notes += [_way(words, url) for words, url in statistic.cautions]
    return format_html(
        '<span class="statistic{}">{} {} <span class="statistic__scope">({})</span></span>',
        "" if statistic.is_current else " statistic--old",
        _way(statistic.figure, statistic.url),
        statistic.counts,
        SafeString("; ".join(notes)),
    )


def _way(words: str, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, words) if url else format_html("{}", words)


def _read() -> dict[int, Statistic]:
    page = apps.get_model("library", "StatisticsPage").objects.live().public().first()
    address = (page.url or "") if page else ""
    live = apps.get_model("library", "KeyStatistic").objects.filter(live=True)
    rows: dict[int, KeyStatistic] = {row.pk: row for row in live.select_related("source")}
    shown = {pk: _shown(row, address) for pk, row in rows.items()}
    return {pk: _with_newest(rows[pk], shown, rows, address) for pk in shown}


def _shown(row: "KeyStatistic", address: str, newer: Statistic | None = None) -> Statistic:
    return Statistic(
        pk=row.pk,
        slug=row.slug,
        figure=row.figure,
        counts=row.counts,
        scope=row.scope,
        area=row.area,
        period=row.period,
        definition=row.definition,
        confidence=row.confidence,
        use_with_care=row.use_with_care,
        source=row.source.value,
        published=row.published,
        is_historical=row.is_historical,
        url=f"{address}#{row.slug}" if address else "",
        newer=newer,
    )


def _with_newest(
    row: "KeyStatistic", shown: dict[int, Statistic], rows: dict[int, "KeyStatistic"], address: str
) -> Statistic:
    """With the last of those that follow it; drafts may form a circle, and then it has none."""
    passed, last = {row.pk}, row
    while last.superseded_by_id in rows:
        last = rows[last.superseded_by_id]
        if last.pk in passed:
            return shown[row.pk]
        passed.add(last.pk)
    return shown[row.pk] if last is row else _shown(row, address, shown[last.pk])
