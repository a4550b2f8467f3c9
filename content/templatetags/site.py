"""What the header and the footer of each page ask for."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page

from content.menus import MenuItem, menus
from content.models import BasePage, SiteIdentity
from content.versions import kept

register = template.Library()


@register.simple_tag(takes_context=True)
def site_identity(context: Context) -> SiteIdentity:
    """The name, the organisation and the helpline of the site being read."""
    return SiteIdentity.of(context.get("request"))


@register.simple_tag(takes_context=True)
def menu(context: Context, name: str) -> list[MenuItem]:
    """The links of the menu called "main" or "footer", seen from where the crumbs lead."""
    request = context.get("request")
    return menus(request, _above(context.get("crumbs") or ()))[name] if request else []


def _above(crumbs: Iterable[Any]) -> str:
    """The path of the last step that leads anywhere; a room below says its steps as plain data."""
    urls = (it.get("url", "") if isinstance(it, dict) else it.url for it in crumbs)
    return next((urlsplit(url).path for url in reversed([*urls]) if url), "")


@register.simple_tag(takes_context=True)
def way_out(context: Context) -> str:
    """Where "Exit this page" leads; empty for a page, or a view, that does not have it."""
    page = context.get("page")
    if isinstance(page, BasePage):
        return page.way_out(context.get("request"))
    return str(context.get("leads_out_to") or "")


@register.simple_tag(takes_context=True)
def written_out(context: Context, url: str) -> str:
    """The whole address, as it stands on paper."""
    page, request = context.get("page"), context.get("request")
    root = request.build_absolute_uri("/") if request else ""
    if isinstance(page, BasePage):
        root = page.get_full_url(request) or root
    return urljoin(root, url or "")


@register.simple_tag(takes_context=True)
def page_called(context: Context, slug: str) -> str:
    """The address of the page with that slug; nothing while there is none."""
    return kept(f"content:page called:{slug}", lambda: _called(slug, context.get("request")))


def _called(slug: str, request: HttpRequest | None) -> str:
    page = Page.objects.live().public().filter(slug=slug).first()
    return (page.get_url(request) or "") if page else ""


@register.simple_tag(takes_context=True)
def staff_bar(context: Context) -> str:
    """Wagtail's user bar for whoever works here; its place on a page that is kept by no cache.

    The cookie is looked at first: asking who is there would tie every page to a session.
    """
    request = context.get("request")
    if not request or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    bar = wagtailuserbar(context, "bottom-left")  # on the right is "Exit this page"
    request.has_staff_bar = bool(bar)
    return bar
