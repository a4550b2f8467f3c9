"""Looking for words in the editions that are out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Page

from content.pagination import ListPage, paginate
from content.search import LONGEST, as_query, has, widened, words_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from newsletters.models import EditionPage

RESULTS_A_PAGE = 12


@dataclass(frozen=True, slots=True)
class Found:
    """An edition, and what it is an edition of."""

    edition: EditionPage
    newsletter: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, and the words in it."""

    typed: str
    words: str

    @classmethod
    def by(cls, request: HttpRequest) -> Asked:
        """Nothing in an address is an error: what makes no sense asks for nothing."""
        typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
        return cls(typed, words_of(typed))

    def found(self, request: HttpRequest, editions: QuerySet[EditionPage]) -> ListPage | None:
        """Those of the editions with all the words, in their order; None if nothing was asked."""
        if not self.typed:
            return None
        query = as_query(widened(self.words)) if self.words else None
        having = editions.filter(has(query, among=editions.model)) if query else editions.none()
        page = paginate(request, having, per_page=RESULTS_A_PAGE)
        page.object_list = _named(list(page.object_list))
        return page


def _named(editions: list[EditionPage]) -> list[Found]:
    """Each with its newsletter; their archives are asked for together."""
    above = {edition.pk: edition.path[: -Page.steplen] for edition in editions}
    names = dict(Page.objects.filter(path__in=above.values()).values_list("path", "title"))
    return [Found(edition, names[above[edition.pk]]) for edition in editions]
