"""What every page of the site is."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction

from content.models.settings import SiteIdentity
from content.schema import Thing
from content.visibility import PublicPageQuerySet, nothing_is_private


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

    is_for_families = models.BooleanField(
        "for families",
        default=False,
        help_text="Written for parents, carers, children or young people themselves.",
    )
    has_exit_button = models.BooleanField(
        "“Exit this page”",
        null=True,
        blank=True,
        default=None,
        choices=[
            (None, "As usual: on pages for families and on the helpline’s page"),
            (True, "Show it"),
            (False, "Leave it out"),
        ],
        help_text="For pages whose sight could put a reader at risk.",
    )
    neutral_title = models.CharField(
        "title in the tab",
        max_length=40,
        blank=True,
        help_text="With the button, the browser’s tab and history name the site alone. Words that "
        "give nothing away may be added, such as “Good to know”.",
    )

    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel(
            [
                FieldPanel("is_for_families"),
                FieldPanel("has_exit_button"),
                FieldPanel("neutral_title"),
            ],
            heading="Safety",
        ),
    ]

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> models.QuerySet:
        """The logins in front of it or above it: two queries fewer where there are none."""
        if nothing_is_private():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

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

    def further_addresses(self) -> Iterator[str]:
        """Where it leads on other sites, besides what stands in its own fields as an address."""
        return iter(())

    def get_sitemap_urls(self, request: Any = None) -> list[dict[str, Any]]:
        """Its entry in the map of the site; none for what search engines may not list."""
        return super().get_sitemap_urls(request) if self.is_indexable else []

    def way_out(self, request: HttpRequest | None) -> str:
        """Where “Exit this page” leads; empty for a page that does not have it."""
        identity = SiteIdentity.of(request)
        offered = self.has_exit_button
        if offered is None:
            is_helpline = bool(self.pk) and self.pk == identity.helpline_page_id
            offered = self.is_for_families or is_helpline
        return identity.exit_url if offered else ""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; one that can be left at once is kept nowhere and named to no other site."""
        response = super().serve(request, *args, **kwargs)
        if self.way_out(request):
            leave_no_copy(response)
        return response


def leave_no_copy(response: HttpResponseBase) -> None:
    """Have no cache keep the page, and no other site learn where its reader comes from."""
    response["Cache-Control"] = "private, no-store"
    # Not "no-referrer": with that, the site's own forms would come from nowhere.
    response["Referrer-Policy"] = "same-origin"
