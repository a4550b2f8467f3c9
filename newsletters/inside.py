"""The links of an edition to pages of this site: whether they lead to what every reader may see.

Items are not looked at here: one that is not published leaves the letter by itself.
"""

import re
from collections.abc import Container, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import Resolver404
from django.urls import resolve as resolve_address
from django.utils.html import strip_tags
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from content.models import CustomDocument
from content.visibility import public_pages
from newsletters.contents import FOR_MEMBERS
from newsletters.findings import Finding
from newsletters.models import EditionPage

LINK = re.compile(r"<a\s([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
ATTRIBUTE = re.compile(r"""(linktype|id|href)=["']([^"']*)["']""")
MARKED = re.compile(r"\bmembers?\b", re.IGNORECASE)
"""Words that say by themselves that not everybody may go on."""

Target = tuple[str, dict[str, str]]
"""The words of a link, and where it leads as it is kept."""


def about(edition: EditionPage) -> list[Finding]:
    """What is wrong with the links in its words and with its buttons."""
    led_to = public_pages(page.pk for page in _pages_of_buttons(edition))
    targets = list(_targets(edition, led_to.keys()))
    ids = {int(it["id"]) for _, it in targets if it.get("linktype") == "page"}
    public = public_pages(ids)
    pages = {page.pk: page for page in Page.objects.filter(pk__in=ids).specific()}
    documents = {int(it["id"]) for _, it in targets if it.get("linktype") == "document"}
    kept = set(CustomDocument.objects.filter(pk__in=documents).values_list("pk", flat=True))
    found = []
    for words, it in targets:
        match it.get("linktype"):
            case "page":
                found += _about_page(words, pages.get(int(it["id"])), int(it["id"]) in public)
            case "document":
                if int(it["id"]) not in kept:
                    said = f"The link “{words}” led to a file that was deleted."
                    found.append(Finding(said, blocks=True))
            case _:
                if (path := _path_here(it.get("href", ""))) and not _answers(path):
                    said = f"The link “{words}” leads to {path}, where this site has nothing."
                    found.append(Finding(said, blocks=True))
    return list(dict.fromkeys(found))


def _pages_of_buttons(edition: EditionPage) -> Iterator[Page]:
    for section in edition.body:
        for child in section.value["contents"]:
            if child.block_type == "button" and (page := child.value.get("page")):
                yield page


def _targets(edition: EditionPage, public: Container[int]) -> Iterator[Target]:
    yield from _in_words(edition.introduction)
    for section in edition.body:
        for child in section.value["contents"]:
            if child.block_type == "text":
                yield from _in_words(child.value.source)
            elif child.block_type == "button":
                yield from _of_button(child.value, public)


def _in_words(source: str) -> Iterator[Target]:
    for attributes, words in LINK.findall(source):
        kept = {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
        if kept.get("linktype") and not kept.get("id", "").isdecimal():
            kept["id"] = "0"
        yield " ".join(unescape(strip_tags(words)).split()), kept


def _of_button(value: Any, public: Container[int]) -> Iterator[Target]:
    """One whose page is gone or not public leads nowhere, which is said elsewhere."""
    page, address = value.get("page"), value.get("url")
    if page and page.pk in public:
        yield value.get("label") or page.title, {"linktype": "page", "id": str(page.pk)}
    elif address:
        yield value.get("label") or "", {"href": address}


def _about_page(words: str, page: Page | None, is_public: bool) -> list[Finding]:
    if page is None:
        return [Finding(f"The link “{words}” led to a page that was deleted.", blocks=True)]
    if not is_public:
        said = f"The link “{words}” leads to “{page.title}”, which is not published for everybody."
        return [Finding(said, blocks=True)]
    if getattr(page, "for_members", False) and not MARKED.search(words):
        marked = FOR_MEMBERS.partition(":")[0].lower()
        said = f"The link “{words}” leads to an item for members. Say “{marked}” in its words."
        return [Finding(said)]
    return []


def _path_here(address: str) -> str:
    """The path of an address of this site; "" of any other."""
    try:
        parts = urlsplit(address)
        here = urlsplit(settings.BASE_URL).hostname
        is_here = parts.hostname == here if parts.scheme in {"http", "https"} else False
    except ValueError:
        return ""
    return parts.path or "/" if is_here or address.startswith("/") else ""


def _answers(path: str) -> bool:
    """Whether a reader who follows it sees something."""
    path = path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"
    try:
        if resolve_address(path).url_name != "wagtail_serve":
            return True
        site = Site.objects.filter(is_default_site=True).select_related("root_page").get()
        request = HttpRequest()
        request.user = AnonymousUser()
        site.root_page.specific.route(request, [part for part in path.split("/") if part])
    except Resolver404:
        return False
    except Http404:
        return Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists()
    return True
