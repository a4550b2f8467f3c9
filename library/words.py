"""Counting the words that a reader sees."""

from wagtail.rich_text import get_text_for_indexing

SECTION_FEATURES = [
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "statistic",
    "citation",
    "term",
]
"""What the text of a section may hold: no headings, because the template gives them."""


def count_words(text: str) -> int:
    """The words of a rich text, without its mark-up."""
    return len(get_text_for_indexing(text or "").split())
