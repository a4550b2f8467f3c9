"""The way to a page, step by step."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step on the way to a page."""

    label: str
    url: str = ""


def crumbs(page: Page, request: HttpRequest) -> list[Crumb]:
    """The way to a page, from the home page down."""
    above = [
        Crumb(parent.title, parent.get_url(request) or "")
        for parent in page.get_ancestors().filter(depth__gt=1)
    ]
    return [*above, Crumb(page.title)]
