"""What the editors' desk shows, and what it leaves out."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from content.modeladmin import FeedbackAdmin
from content.panels import WelcomePanel
from content.viewsets import OrganisationViewSet

register_snippet(OrganisationViewSet)
modeladmin_register(FeedbackAdmin)


@hooks.register("construct_homepage_panels")
def add_welcome(request: HttpRequest, panels: list[Component]) -> None:
    """Begin with what one can do here."""
    panels.append(WelcomePanel())


@hooks.register("construct_help_menu")
def hide_news_of_the_software(request: HttpRequest, items: list[MenuItem]) -> None:
    """Editors need to know about their site, not about releases of what it is built with."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


@hooks.register("register_help_menu_item")
def add_components() -> MenuItem:
    """Lead to the page that shows every component."""
    return MenuItem("Components", reverse("styleguide"), icon_name="view", order=900)
