"""What a page's head says to search engines and to those who share a link."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django import template
from django.template.context import Context
from django.utils.html import json_script
from django.utils.safestring import SafeString

from content import schema
from content.models import BasePage, SiteIdentity
from content.sharing import SharedPicture, picture_of

if TYPE_CHECKING:
    from content.crumbs import Crumb

register = template.Library()


@register.simple_block_tag
def words(content: str) -> SafeString:
    """What a block says, to be used more than once: `{% words as title %}…{% endwords %}`."""
    return SafeString(content.strip())


@register.simple_tag(takes_context=True)
def address(context: Context) -> str:
    """The whole address by which the page wants to be known; nothing while it has none.

    A page of several parts says in `address_within` which of them is shown.
    """
    request, page = context.get("request"), context.get("page")
    if isinstance(page, BasePage):
        own = (page.get_full_url(request) if page.pk else "") or ""
        return f"{own}{context.get('address_within', '')}" if own else ""
    return request.build_absolute_uri(request.path) if request else ""


@register.simple_tag(takes_context=True)
def shared_picture(context: Context, site: SiteIdentity, exit_url: str = "") -> SharedPicture:
    """The picture of a link to this page; the site's own for no page, and for one to be hidden."""
    page = context.get("page")
    return picture_of(page if isinstance(page, BasePage) and not exit_url else None, site)


@register.filter
def whole(url: str, base: str) -> str:
    """An address of the site with the site before it."""
    return urljoin(base, url)


@register.simple_tag(takes_context=True)
def structured_data(context: Context, site: SiteIdentity, address: str) -> SafeString:
    """What the page is, as one block of JSON-LD that no title can break out of."""
    page = context.get("page")
    if not isinstance(page, BasePage) or not address:
        return SafeString("")
    known: dict[Any, Any] = {**context.flatten(), "site": site, "address": address}
    described = known.get("described_by") or type(page).structured_data
    things = described(page, known)
    if things:
        things = [*things, schema.organisation(site, address)]
    steps: list[Crumb] = known.get("crumbs") or []
    if len(steps) > 1:
        things = [*things, schema.breadcrumbs(steps, address)]
    return ld_json(schema.graph(things)) if things else SafeString("")


def ld_json(data: schema.Thing) -> SafeString:
    """Django's own escaping of data in a page, under the name that search engines look for."""
    block = json_script(data)
    return SafeString(block.replace('type="application/json"', 'type="application/ld+json"', 1))
