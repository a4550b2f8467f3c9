"""What the row of page numbers says."""

from dataclasses import dataclass

from django import template
from django.core.paginator import Page
from django.http import QueryDict

register = template.Library()


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbouring page and the items on it."""

    number: int
    first: int
    last: int


@register.filter
def numbers(page: Page) -> list[int | str]:
    """The page numbers worth showing, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _step(page: Page, number: int) -> Step:
    other = page.paginator.page(number)
    return Step(number, other.start_index(), other.end_index())


@register.filter
def step_back(page: Page) -> Step | None:
    """The page before, if there is one."""
    return _step(page, page.number - 1) if page.has_previous() else None


@register.filter
def step_on(page: Page) -> Step | None:
    """The page after, if there is one."""
    return _step(page, page.number + 1) if page.has_next() else None


@register.simple_tag
def page_query(query: QueryDict | None, number: int) -> str:
    """The address of another page of the same list, its other choices kept."""
    params = query.copy() if query else QueryDict(mutable=True)
    params["page"] = str(number)
    return f"?{params.urlencode()}"
