"""Panels of the editors' first screen."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site

from content.models import Listable, StandardPage


@dataclass(frozen=True, slots=True)
class Beginning:
    """A kind of page that this person may begin."""

    label: str
    section: str
    url: str


def beginnings(request: HttpRequest) -> list[Beginning]:
    """What this person may begin to write, section by section."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    here = Q(pk=site.root_page_id) | Q(path__startswith=site.root_page.path)
    sections = Page.objects.filter(here, depth__lte=site.root_page.depth + 1).specific()
    return [
        Beginning(
            str(model._meta.verbose_name).capitalize(),
            section.get_admin_display_title(),
            reverse(
                "wagtailadmin_pages:add",
                args=[model._meta.app_label, model._meta.model_name, section.pk],
            ),
        )
        for section in sections
        if not isinstance(section, StandardPage)
        and section.permissions_for_user(request.user).can_add_subpage()
        for model in section.creatable_subpage_models()
        if issubclass(model, Listable | StandardPage) and model.can_create_at(section)
    ]


class WelcomePanel(Component):
    """Says what one can do here, and leads to it."""

    name = "welcome"
    order = 10
    template_name = "content/admin/welcome.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """What may be begun."""
        return {"beginnings": beginnings(parent_context["request"])}
