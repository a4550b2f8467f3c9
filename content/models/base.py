"""What every page of the site is."""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from content.schema import Thing


class FeedLink(NamedTuple):
    """Where readers' programs find what is new: the name of an address, and what it is called."""

    name: str
    title: str


class BasePage(Page):
    """A page in the site's own design, with the switches that each page has."""

    shared_as: ClassVar[str] = "website"
    """What it is to those who show a preview of a shared link (Open Graph): or "article"."""
    feed: ClassVar[FeedLink | None] = None
    """The feed that announces pages such as this one."""

    has_exit_button = models.BooleanField(
        "show “Exit this page”",
        default=False,
        help_text="For pages whose sight could put a reader at risk.",
    )

    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("has_exit_button")], heading="Safety"),
    ]

    class Meta:
        abstract = True

    @property
    def shared_title(self) -> str:
        """The words on the picture of a shared link: the title that readers see on the page."""
        return self.title

    @property
    def is_indexable(self) -> bool:
        """Whether search engines may list it, if everybody may see it."""
        return True

    def structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        """What the page is, in the words of schema.org.

        Said from what its template was given, so that it costs no query; besides, there are
        `site`, the site's identity, and `address`, the page's own.
        """
        return []

    def get_sitemap_urls(self, request: Any = None) -> list[dict[str, Any]]:
        """Its entry in the map of the site; none for what search engines may not list."""
        return super().get_sitemap_urls(request) if self.is_indexable else []
