"""The way to a page, from the home page down."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from content.versions import kept


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way; the last one, the page itself, leads nowhere."""

    label: str
    url: str = ""


def crumbs(page: Page, request: HttpRequest | None) -> list[Crumb]:
    """Every public step above the page, then the page; one query for all pages beside it."""
    way = page.path[: -Page.steplen]
    if way and request:
        above = kept(f"content:crumbs:{way}", lambda: _steps(page, request))
    else:
        above = _steps(page, request) if way else []
    return [*above, Crumb(page.title)]


def _steps(page: Page, request: HttpRequest | None) -> list[Crumb]:
    above = page.get_ancestors().live().filter(depth__gt=1)
    return [Crumb(step.title, step.get_url(request) or "") for step in above]
