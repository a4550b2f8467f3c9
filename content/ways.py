"""Links as readers get them: those that lead nowhere, or behind a login, fall out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from content.visibility import public_pages


@dataclass(frozen=True)
class Way:
    """Words and an address."""

    label: str
    url: str


def ways(links: Iterable[Mapping[str, Any]], request: HttpRequest | None) -> list[Way | None]:
    """For each link what it leads to, or None; one query for all."""
    chosen = list(links)
    pages = public_pages(link["page"].pk for link in chosen if link["page"])
    found: list[Way | None] = []
    for link in chosen:
        page = pages.get(link["page"].pk) if link["page"] else None
        if page:
            found.append(Way(link["label"] or page.title, page.get_url(request) or ""))
        elif link["url"] and not link["page"]:
            found.append(Way(link["label"], link["url"]))
        else:
            found.append(None)
    return found
