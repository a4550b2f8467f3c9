"""Pictures as a letter shows them: one size, a format that every mail program knows."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from wagtail.images.models import SourceImageIOError

from content.models import CustomImage, Rendition
from newsletters import links
from newsletters.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletters.models import EditionPage

SHOWN = "fill-1072x600|format-jpeg|jpegquality-70"
"""Twice the 536 pixels of the column, for sharp screens."""


def for_letters(image: CustomImage | None) -> tuple[str, str]:
    """Its whole address and its description; ("", "") where there is no picture any more."""
    if image is None:
        return "", ""
    try:
        rendition = image.get_rendition(SHOWN)
    except (SourceImageIOError, OSError):
        return "", ""
    return links.absolute(rendition.url), image.default_alt_text


def gone(addresses: Iterable[str]) -> set[str]:
    """Those of these whole addresses at which there is no picture any more: it was deleted."""
    files = {address: PurePosixPath(unquote(urlsplit(address).path)).name for address in addresses}
    named = Q(pk=None)
    for name in files.values():
        named |= Q(file__endswith=f"/{name}")
    made = Rendition.objects.filter(named, filter_spec=SHOWN).values_list("file", flat=True)
    there = {PurePosixPath(file).name for file in made}
    return {address for address, name in files.items() if name not in there}


def about(edition: EditionPage) -> list[Finding]:
    """The pictures of its items that a letter cannot show."""
    chosen = [
        (item["image"], item.get("title") or "")
        for section in edition.body.raw_data
        for block in section["value"]["contents"]
        if (item := block["value"]) and block["type"] == "item" and item.get("image")
    ]
    images = CustomImage.objects.in_bulk({pk for pk, _ in chosen})
    return [
        Finding(
            f"The picture of “{title or 'an item'}” was deleted, or its file is missing: the "
            "letter goes without it. Choose another."
        )
        for pk, title in chosen
        if not for_letters(images.get(pk))[0]
    ]
