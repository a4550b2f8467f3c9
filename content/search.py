"""Search over everything that everybody may read."""

import re

from wagtail.models import Page
from wagtail.search.backends.base import BaseSearchResults

LONGEST = 120
"""More than a sentence is not a search."""

FRONT_DOOR = 2
"""How deep the home pages lie: they lead to everything and answer nothing."""


def words_of(typed: str) -> str:
    """The words in what was typed, without the signs that mean something to the database."""
    return " ".join(re.findall(r"\w+(?:['’]\w+)*", typed[:LONGEST]))


def search(words: str) -> BaseSearchResults | list[Page]:
    """Public pages that have all these words, best first; none for no words."""
    if not words:
        return []
    pages = Page.objects.live().public().filter(depth__gt=FRONT_DOOR).specific()
    return pages.search(words, operator="and")
