"""What the editors' desk shows, and what it leaves out."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from content import checklist, link_views
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


@hooks.register("register_admin_urls")
def addresses_of_links() -> list[URLPattern]:
    return [
        path("links/", link_views.report, name="links_report"),
        path("links/<int:pk>/ask-again/", link_views.ask_again, name="links_ask_again"),
        path("links/<int:pk>/leave-alone/", link_views.leave_alone, name="links_leave_alone"),
    ]


class LinksMenuItem(MenuItem):
    """Seen by whoever may read the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("content.view_link"))


@hooks.register("register_reports_menu_item")
def links_in_the_menu() -> MenuItem:
    return LinksMenuItem(
        "Links to other sites", reverse("links_report"), icon_name="link-external", order=700
    )


@hooks.register("register_permissions")
def permissions_of_links() -> QuerySet[Permission]:
    """Groups may be given these."""
    return Permission.objects.filter(
        content_type__app_label="content", codename__in=["view_link", "change_link"]
    )


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_a_title_that_is_there(request: HttpRequest, page: Page) -> None:
    """On saving, not while the editor types, and in nobody's way."""
    if "application/json" in request.headers.get("Accept", ""):
        return
    for other in checklist.same_title(page)[:3]:
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[other.pk]), "Look at it")
        messages.warning(request, f"Another page is called “{other.title}”, too.", buttons=[edit])
