"""Clicks on the items of an edition: sums that say what drew readers, and nothing of who they are.

Only where a newsletter has it switched on. What is filtered: requests that only look ahead, and
programs that say they are one. Scanners of mail that pose as browsers are counted: the sums are a
measure to compare items by, not a number of people.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse

from newsletters import links
from newsletters.contents import EditionContent, Item
from newsletters.models import Dispatch, ItemClicks

LOOKS_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
"""Where a program says that nobody has clicked yet."""
PROGRAMS = re.compile(
    r"bot\b|crawl|spider|slurp|preview|scan|monitor|fetch|headless|facebookexternalhit|python"
    r"|curl|wget|\bjava/|okhttp|go-http|libwww|barracuda|mimecast|proofpoint|whatsapp|urldefense",
    re.IGNORECASE,
)


def counted(address: str, *, dispatch_pk: int, place: int) -> str:
    """Where the letter's link to an item leads when its newsletter counts.

    `place` is that in the whole edition (`EditionContent.items`, from 1), also in a letter that
    leaves some out. What is no web address is left as it is.
    """
    if urlsplit(address).scheme not in {"http", "https"}:
        return address
    return links.absolute(reverse("edition_item", args=[dispatch_pk, place]))


def counting(content: EditionContent, *, dispatch_pk: int) -> EditionContent:
    """The edition with links to its items that are counted."""
    place, sections = 0, []
    for section in content.sections:
        blocks = []
        for block in section.blocks:
            if isinstance(block, Item):
                place += 1
                url = counted(block.url, dispatch_pk=dispatch_pk, place=place)
                block = replace(block, url=url)
            blocks.append(block)
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(content, sections=tuple(sections))


def item_at(dispatch: Dispatch, place: int) -> Item | None:
    """The item at a place of what was approved."""
    items = dispatch.frozen.items if dispatch.frozen else []
    return items[place - 1] if 1 <= place <= len(items) else None


def is_a_reader(request: HttpRequest) -> bool:
    """Whether somebody opened it, as far as a request can tell."""
    if request.method != "GET":
        return False
    if any("prefetch" in request.headers.get(name, "").lower() for name in LOOKS_AHEAD):
        return False
    agent = request.headers.get("User-Agent", "")
    return bool(agent) and not PROGRAMS.search(agent)


def count(dispatch: Dispatch, place: int) -> None:
    """Add one. The first of an item makes its row; of several at once, each is counted."""
    row = ItemClicks.objects.filter(dispatch=dispatch, place=place)
    if not row.update(clicks=F("clicks") + 1):
        first = ItemClicks(dispatch=dispatch, place=place)
        ItemClicks.objects.bulk_create([first], ignore_conflicts=True)
        row.update(clicks=F("clicks") + 1)
