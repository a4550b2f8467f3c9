"""Panels of the editors' first screen."""

from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site


class WelcomePanel(Component):
    """Says what one can do here, and leads to it."""

    name = "welcome"
    order = 10
    template_name = "content/admin/welcome.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The places where this person may add a page."""
        request = parent_context["request"]
        site = Site.find_for_request(request)
        root = site.root_page if site else None
        sections = Page.objects.child_of(root).specific() if root else []
        return {
            "site_name": site.site_name if site else "",
            "sections": [
                section
                for section in sections
                if section.permissions_for_user(request.user).can_add_subpage()
            ],
        }
