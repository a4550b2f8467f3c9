"""The words that are explained, for every text that leads to one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.versions import kept


@dataclass(frozen=True, slots=True)
class Explained:
    """A word, what it means, and where that is said."""

    slug: str
    term: str
    definition: str
    url: str


def known() -> dict[int, Explained]:
    """Every term by its number, from A to Z; read at once and kept until something changes."""
    return kept("library:glossary", _read)


def explained() -> list[tuple[str, str]]:
    """Each term with its meaning, as the glossary shows them; none while it is not published."""
    return [(it.term, it.definition) for it in known().values() if it.url]


def opening(pk: str, terms: Mapping[int, Explained]) -> SafeString:
    """The beginning of a link from a word in a text to its meaning."""
    found = terms.get(int(pk)) if pk.isdecimal() else None
    if found is None or not found.url:
        return SafeString("<a>")
    return format_html('<a class="term" href="{}">', found.url)


def _read() -> dict[int, Explained]:
    page = apps.get_model("library", "GlossaryPage").objects.live().public().first()
    address = (page.url or "") if page else ""
    return {
        row.pk: Explained(
            row.slug, row.term, row.definition, f"{address}#{row.slug}" if address else ""
        )
        for row in apps.get_model("library", "GlossaryTerm").objects.all()
    }
