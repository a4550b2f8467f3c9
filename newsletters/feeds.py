"""New editions, for readers' programs."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator
from wagtail.rich_text import get_text_for_indexing

from content.feeds import PagesFeed, Section
from newsletters.models import EditionPage, NewsletterIndexPage

WORDS = 40
"""So much of an introduction stands for an edition without a preview line."""


class EditionsFeed(PagesFeed):
    """The newest editions of every newsletter."""

    section = NewsletterIndexPage
    title_words = "newsletters"
    url_name = "newsletters_feed"

    def pages(self, section: Section) -> QuerySet[Any]:
        return EditionPage.objects.descendant_of(section.page).live().public()

    def summary_of(self, page: Any) -> str:
        """Its preview line, or how it begins."""
        begins = " ".join(get_text_for_indexing(page.introduction).split())
        return page.preheader or Truncator(begins).words(WORDS)
