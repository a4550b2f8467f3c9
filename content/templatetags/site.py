"""What the header and the footer of each page ask for."""

from django import template
from django.template.context import Context
from wagtail.models import Site

from content.menus import MenuItem, menus
from content.models import SiteIdentity
from content.versions import remembered

register = template.Library()


@register.simple_tag(takes_context=True)
def site_identity(context: Context) -> SiteIdentity:
    """The name, the organisation and the helpline of the site being read; read once a request."""
    request = context.get("request")
    if request is None:
        return SiteIdentity.read(Site.objects.filter(is_default_site=True).first())
    if not hasattr(request, "_site_identity"):
        site = Site.find_for_request(request)
        name = f"identity:{site.pk if site else 0}"
        request._site_identity = remembered(request, name, lambda: SiteIdentity.read(site))
    return request._site_identity


@register.simple_tag(takes_context=True)
def menu(context: Context, name: str) -> list[MenuItem]:
    """The links of the menu called "main" or "footer"."""
    request = context.get("request")
    return menus(request)[name] if request else []
