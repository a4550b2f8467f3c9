"""Which other sites a page leads to: found in its fields, whatever kind of page it is.

An organisation is named on many pages; its website counts as theirs. What a kind of page makes an
address of by itself, such as a DOI, it names in `further_addresses`.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.models.base import BasePage
from content.models.links import LONGEST
from content.models.organisations import Organisation

HREF = re.compile(r"""<a\s[^>]*?href=["'](https?://[^"']+)""", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def addresses_of(page: Page) -> list[str]:
    """The addresses of other sites, each once, without the part after “#”."""
    further = page.further_addresses() if isinstance(page, BasePage) else ()
    return elsewhere([*_found(page), *further])


def elsewhere(addresses: Iterable[str]) -> list[str]:
    """Those of them that lead to other sites, as they are kept: each once, without “#”."""
    found = (address.partition("#")[0].strip() for address in addresses)
    return [it for it in dict.fromkeys(found) if len(it) <= LONGEST and _leads_elsewhere(it)]


def _found(row: models.Model) -> Iterator[str]:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, StreamField):
            yield from _in_words(field.stream_block.get_prep_value(value))
        elif isinstance(field, RichTextField | models.URLField):
            yield from _in_words(value)
        elif value and field.related_model is Organisation:
            yield getattr(row, field.name).website
    for relation in get_all_child_relations(type(row)):
        for child in getattr(row, relation.get_accessor_name()).all():
            yield from _found(child)


def _in_words(value: Any) -> Iterator[str]:
    """Whole values that are addresses, and where running text leads."""
    if isinstance(value, str):
        if ADDRESS.fullmatch(value.strip()):
            yield value.strip()
        else:
            yield from map(unescape, HREF.findall(value))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _in_words(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _in_words(part)


def _leads_elsewhere(address: str) -> bool:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    return bool(host) and host != urlsplit(settings.BASE_URL).hostname
