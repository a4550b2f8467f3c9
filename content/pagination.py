"""The one way in which lists are cut into pages."""

from typing import Any, cast

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest

PER_PAGE = 20
PARAMETER = "page"
LONGEST = 9
"""Digits of the number of a page: more are not read."""


class ListPage(Page):
    """One page of a list, with what the title of the page adds."""

    @property
    def title_words(self) -> str:
        """What a title adds from the second page on, such as "page 2 of 9"."""
        return f"page {self.number} of {self.paginator.num_pages}" if self.number > 1 else ""

    def is_instead_of(self, asked_for: str) -> bool:
        """Whether another number was asked for: there is no such page."""
        is_number = asked_for.isascii() and asked_for.isdigit() and asked_for.strip("0")
        return bool(is_number) and int(asked_for[:LONGEST]) != self.number


class ListPaginator(Paginator):
    """Makes pages of our own kind."""

    def _get_page(self, *args: Any, **kwargs: Any) -> ListPage:
        return ListPage(*args, **kwargs)

    def page(self, number: int | str) -> ListPage:
        """That page; Django's own `InvalidPage` when there is none."""
        return cast("ListPage", super().page(number))


def paginate(request: HttpRequest, items: Any, *, per_page: int = PER_PAGE) -> ListPage:
    """The page that was asked for; the first one when there is no such page."""
    paginator = ListPaginator(items, per_page)
    try:
        return paginator.page(request.GET.get(PARAMETER, 1))
    except InvalidPage:
        return paginator.page(1)
