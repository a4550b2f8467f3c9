"""What to read next."""

from collections.abc import Iterable
from datetime import date

from library.facets import token
from library.models.base import LibraryPage
from library.querysets import LibraryPageQuerySet
from library.terms import Chosen


def beside(page: LibraryPage, topics: Iterable[Chosen], *, on: date) -> LibraryPageQuerySet:
    """An editor's own choice, then what shares most of its topics; those of a draft, too."""
    return LibraryPage.objects.beside(
        page,
        [token("topic", topic.pk) for topic in topics],
        chosen=[item["value"] for item in page.read_beside.raw_data],
        on=on,
    )
