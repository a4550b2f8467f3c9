"""Pages that readers knew before: which were changed since, and what is said of it."""

from collections.abc import Iterable
from datetime import datetime

from wagtail.models import Page

from content.models import ChangeKind, PageChange

LOOKED_AT = 500
"""The newest changes; nobody writes as many sentences between two editions."""


class Changes:
    """What was noted in some time. Of a page only what it still says of itself counts."""

    def __init__(self, noted: Iterable[PageChange]) -> None:
        self._noted = {(it.page_id, it.kind, it.sentence): it for it in noted}

    @classmethod
    def between(cls, after: datetime, until: datetime, *, told: Iterable[int]) -> "Changes":
        """Those of a stretch of time, but for what was told before."""
        noted = PageChange.objects.filter(made_at__gt=after, made_at__lte=until)
        return cls(noted.exclude(pk__in=set(told)).order_by("-made_at")[:LOOKED_AT])

    @property
    def pages(self) -> set[int]:
        """Whom they are about."""
        return {page_id for page_id, _, _ in self._noted}

    @property
    def corrected(self) -> set[int]:
        """The pages on which something was wrong."""
        return {page_id for page_id, kind, _ in self._noted if kind == ChangeKind.CORRECTED}

    def of(self, page: Page) -> PageChange | None:
        """What the page says of itself, if that is among them."""
        return self._noted.get((page.pk, page.change_kind, page.what_changed))


def of_pages(pages: Iterable[int], *, until: datetime) -> list[int]:
    """The changes that whoever is offered these pages now has been offered with them."""
    noted = PageChange.objects.filter(page__in=list(pages), made_at__lte=until)
    return list(noted.order_by("pk").values_list("pk", flat=True))


def reason(change: PageChange) -> str:
    """Why it is here, for editors."""
    return f"{ChangeKind(change.kind).label}: {_closed(change.sentence)}"


def blurb(page: Page, change: PageChange) -> str:
    """What has changed, then what the page is; of one for members only that it has changed."""
    word = ChangeKind(change.kind).word
    if getattr(page, "for_members", False):
        return f"{word}. {page.summary}"
    return f"{word}: {_closed(change.sentence)} {page.summary}"


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…", "”", "’")) else f"{sentence}."
