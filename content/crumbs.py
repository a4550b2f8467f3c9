"""The way to a page, from the home page down."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way; the last one, the page itself, leads nowhere."""

    label: str
    url: str = ""


def crumbs(page: Page, request: HttpRequest | None) -> list[Crumb]:
    """Every public step above the page, then the page; one query."""
    above = page.get_ancestors().live().filter(depth__gt=1) if page.path else []
    return [
        *(Crumb(step.title, step.get_url(request) or "") for step in above),
        Crumb(page.title),
    ]
