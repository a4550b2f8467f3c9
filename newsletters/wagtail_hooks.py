"""The newsletter desk's places in the editors' admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from newsletters import deleting, permissions
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, EditionPage, Newsletter
from newsletters.panels import NewsletterPanel
from newsletters.viewsets import NewsletterViewSet

register_snippet(NewsletterViewSet)


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern | URLResolver]:
    return [path("editions/", include("newsletters.desk_urls"))]


class DeskMenuItem(MenuItem):
    """Seen by whoever works on a newsletter."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.works_on_newsletters(request.user)


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem("Newsletters", reverse("edition_desk:index"), icon_name="mail", order=250)


@hooks.register("construct_homepage_panels")
def desk_on_the_home_page(request: HttpRequest, panels: list[Any]) -> None:
    if permissions.works_on_newsletters(request.user):
        panels.append(NewsletterPanel())


@hooks.register("register_page_header_buttons")
def the_way_to_sending(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """On an edition's edit screen: to its dispatch."""
    if view_name == "edit" and isinstance(page, EditionPage):
        dispatch = Dispatch.objects.filter(edition=page).first()
        if dispatch:
            yield Button(
                "Check and send",
                reverse("edition_desk:dispatch", args=[dispatch.pk]),
                icon_name="mail",
                priority=1,
            )


@hooks.register("construct_page_action_menu")
def no_publishing_before_sending(items: list[Any], request: HttpRequest, context: dict) -> None:
    """Sending publishes an edition; a second button that does half of it would mislead."""
    page = context.get("page")
    if isinstance(page, EditionPage) and _has_not_left(page):
        items[:] = [item for item in items if item.name != "action-publish"]


def _has_not_left(page: EditionPage) -> bool:
    waiting = [DispatchState.DRAFTED, DispatchState.APPROVED]
    return Dispatch.objects.filter(edition=page, state__in=waiting).exists()


@hooks.register("before_delete_page")
def keep_sent_editions(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why, instead of an error."""
    return _refuse(request, [page])


@hooks.register("before_bulk_action")
def keep_sent_editions_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete" or not all(isinstance(page, Page) for page in objects):
        return None
    return _refuse(request, objects)


@hooks.register("before_delete_snippet")
def keep_used_newsletters(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    for newsletter in instances:
        if isinstance(newsletter, Newsletter) and (why := deleting.why_kept(newsletter)):
            messages.error(request, why)
            return redirect("wagtailsnippets_newsletters_newsletter:list")
    return None


def _refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    why = deleting.why_pages_are_kept(pages)
    if why is None:
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
