"""Menus as readers see them: no dead links, nothing behind a login, two queries in all."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Site

from content.models import Navigation
from content.visibility import public_pages

MENUS = ("main", "families", "about", "legal")


@dataclass(frozen=True)
class MenuItem:
    """A link of a menu."""

    label: str
    url: str
    is_current: bool = False
    """The page being read is this one or lies below it."""


def menus(request: HttpRequest) -> dict[str, list[MenuItem]]:
    """Every menu of the request's site, worked out once a request."""
    known: dict[str, list[MenuItem]] | None = getattr(request, "_menus", None)
    if known is None:
        known = _read(request)
        request._menus = known  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest) -> dict[str, list[MenuItem]]:
    site = Site.find_for_request(request)
    navigation = Navigation.objects.filter(site=site).first()
    if navigation is None:
        return {name: [] for name in MENUS}
    rows = {name: [row["value"] for row in getattr(navigation, name).raw_data] for name in MENUS}
    pages = public_pages(row["page"] for links in rows.values() for row in links if row.get("page"))
    return {
        name: [item for row in links if (item := _item(row, pages, request))]
        for name, links in rows.items()
    }


def _item(row: dict, pages: dict, request: HttpRequest) -> MenuItem | None:
    page = pages.get(row.get("page"))
    url = page.get_url(request) if page else ("" if row.get("page") else row.get("url"))
    if not url:
        return None
    label = row.get("label") or (page.title if page else "")
    is_current = request.path == url or (len(url) > 1 and request.path.startswith(url))
    return MenuItem(label, url, is_current)
