"""What to read next."""

from collections.abc import Mapping, Sequence
from datetime import date

from library.facets import FACETS, token
from library.models.base import LibraryPage
from library.querysets import BESIDE
from library.terms import Chosen


def beside(
    page: LibraryPage, terms: Mapping[str, Sequence[Chosen]], *, on: date
) -> list[LibraryPage]:
    """An editor's own choice, then what shares most of its topics; those of a draft, too.

    Where that is not enough, the newest for the same sectors and stages.
    """
    chosen = [item["value"] for item in page.read_beside.raw_data]
    items = LibraryPage.objects.recommended(on)
    found = list(items.beside(page, _tokens(terms, "topics"), chosen=chosen))
    if len(found) == BESIDE:
        return found
    others = items.exclude(pk__in=[page.pk, *(it.pk for it in found)])
    for field in ("sectors", "stages"):
        others = others.filter(found_by__overlap=_tokens(terms, field))
    return [*found, *others.newest_first()[: BESIDE - len(found)]]


def _tokens(terms: Mapping[str, Sequence[Chosen]], field: str) -> list[str]:
    (facet,) = (facet.name for facet in FACETS if facet.field == field)
    return [token(facet, term.pk) for term in terms[field]]
