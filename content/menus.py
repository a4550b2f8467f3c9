"""Menus as readers see them: no dead links, nothing behind a login, two queries in all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Site

from content.models import Navigation
from content.versions import kept
from content.visibility import public_pages


@dataclass(frozen=True)
class MenuItem:
    """A link of a menu, or a column of links under a heading."""

    label: str
    url: str = ""
    is_current: bool = False
    """The page being read is this one or lies below it."""
    children: tuple["MenuItem", ...] = ()


@dataclass(frozen=True)
class _Menus:
    """The links as every reader finds them, wherever they are."""

    main: tuple[MenuItem, ...] = ()
    footer: tuple[MenuItem, ...] = ()


def menus(request: HttpRequest, above: str = "") -> dict[str, list[MenuItem]]:
    """The menus "main" and "footer" of the request's site, worked out once a request.

    `above` is the address from which a reader comes to the page, if its own does not lie below it.
    """
    known: dict[str, list[MenuItem]] | None = getattr(request, "_menus", None)
    if known is None:
        site = Site.find_for_request(request)
        read = kept(f"content:menus:{site.pk if site else 0}", lambda: _read(request, site))
        path = request.path if request.path.startswith(above) else above
        known = {
            "main": [_seen_from(path, item) for item in read.main],
            "footer": [_seen_from(path, item) for item in read.footer],
        }
        request._menus = known  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest, site: Site | None) -> _Menus:
    navigation = Navigation.objects.filter(site=site).first()
    if navigation is None:
        return _Menus()
    main = [row["value"] for row in navigation.main.raw_data]
    legal = [row["value"] for row in navigation.legal.raw_data]
    columns = [
        (row["value"]["heading"], [link["value"] for link in row["value"]["links"]])
        for row in navigation.footer.raw_data
    ]
    rows = [*main, *legal, *(link for _, links in columns for link in links)]
    pages = public_pages(row["page"] for row in rows if row.get("page"))
    filled = [
        MenuItem(heading, children=children)
        for heading, links in columns
        if (children := _items(links, pages, request))
    ]
    return _Menus(_items(main, pages, request), (*filled, *_items(legal, pages, request)))


def _items(
    rows: Iterable[Mapping[str, Any]], pages: Mapping[int, Page], request: HttpRequest
) -> tuple[MenuItem, ...]:
    items = (_item(row, pages.get(row.get("page") or 0), request) for row in rows)
    return tuple(item for item in items if item.url)


def _item(row: Mapping[str, Any], page: Page | None, request: HttpRequest) -> MenuItem:
    is_hidden = bool(row.get("page")) and page is None
    target = page.get_url(request) if page else row.get("url")
    label = row.get("label") or (page.title if page else "")
    return MenuItem(label, "" if is_hidden else target or "")


def _seen_from(path: str, item: MenuItem) -> MenuItem:
    is_current = path == item.url or (len(item.url) > 1 and path.startswith(item.url))
    children = tuple(_seen_from(path, child) for child in item.children)
    return replace(item, is_current=is_current, children=children)
