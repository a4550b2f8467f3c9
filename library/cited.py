"""Works cited in running text.

Everywhere a citation reads "(Smith, 2009)". A guide numbers its citations from its first section to
its last, and lists the works once: `Numbering` puts the numbers in.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from content.blocks.references import ReferenceValue
from content.versions import kept

MARKED = re.compile(r"\s*<!--cited:(\d+)-->.*?<!--/cited-->")
"""A citation in a page; editors cannot type a comment."""


def known() -> Mapping[int, ReferenceValue]:
    """Every cited work by its number; read at once and kept until something changes."""
    return kept("library:references", _read)


def inline(pk: str, works: Mapping[int, ReferenceValue]) -> SafeString:
    """The citation as it stands in a text that numbers nothing."""
    work = works.get(int(pk)) if pk.isdecimal() else None
    if work is None:
        return SafeString("")
    words = f"{work['authors']}, {work['year'] or 'no date'}"
    shown = format_html('<a href="{}">{}</a>', work["url"], words) if work["url"] else words
    return format_html("<!--cited:{}-->({})<!--/cited-->", pk, shown)


def in_order(streams: Iterator[Any]) -> list[int]:
    """The numbers of the works that these texts cite, each once, in the order of reading."""
    found = (
        int(attrs["id"])
        for stream in streams
        for text in _strings(stream)
        for tag in FIND_EMBED_TAG.findall(text)
        for attrs in [extract_attrs(tag)]
        if attrs.get("embedtype") == "citation" and attrs.get("id", "").isdecimal()
    )
    return list(dict.fromkeys(found))


def works_of(page: Page) -> list[ReferenceValue]:
    """The works that any text of the page cites, in the order of its fields."""
    texts = (
        getattr(page, field.name)
        for field in page._meta.get_fields()
        if isinstance(field, RichTextField | StreamField)
    )
    found = in_order(list(it.raw_data) if isinstance(it, StreamValue) else it for it in texts)
    works = known() if found else {}
    return [works[pk] for pk in found if pk in works]


class Numbering:
    """The one numbered list of a guide."""

    def __init__(self, pks: list[int]) -> None:
        self.known = known()
        cited = (pk for pk in pks if pk in self.known)
        self.numbers = {pk: at for at, pk in enumerate(cited, start=1)}

    def works(self, html: str | None = None) -> list[tuple[int, ReferenceValue]]:
        """The works with their numbers; those that a part cites, or all of them."""
        wanted = set(map(int, MARKED.findall(html))) if html is not None else set(self.numbers)
        return [(at, self.known[pk]) for pk, at in self.numbers.items() if pk in wanted]

    def put_into(self, html: str) -> SafeString:
        """The text with a number for each citation, leading to the list."""
        return SafeString(MARKED.sub(self._numbered, html))

    def _numbered(self, found: re.Match[str]) -> str:
        at = self.numbers.get(int(found[1]))
        link = '<sup class="cited"><a href="#source-{0}" aria-label="Source {0}">[{0}]</a></sup>'
        return link.format(at) if at else found[0]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _read() -> dict[int, ReferenceValue]:
    return {row.pk: row.value for row in apps.get_model("library", "Reference").objects.all()}
