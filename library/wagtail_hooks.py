"""What the library adds to the editors' desk, and to how its pages are served."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from library import import_views, importing
from library.access import ask_to_sign_in, may_read, never_kept
from library.listing import ItemsViewSet
from library.modeladmin import MissedSearchAdmin
from library.models import LibraryIndexPage
from library.models.base import LibraryPage
from library.tagging import TermsBulkAction

Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponseBase]

modeladmin_register(MissedSearchAdmin)
hooks.register("register_bulk_action", TermsBulkAction)


@hooks.register("register_admin_viewset")
def list_of_items() -> ItemsViewSet:
    return ItemsViewSet()


@hooks.register("on_serve_page", order=100)  # after Wagtail's own: a page may be restricted besides
def keep_for_members(go_on: Serve) -> Serve:
    """Guard an item for members at every address it has."""

    def serve(
        page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        if not isinstance(page, LibraryPage) or not page.for_members:
            return go_on(page, request, args, kwargs)
        if may_read(request.user, page):
            return never_kept(go_on(page, request, args, kwargs))
        return never_kept(ask_to_sign_in(page, request))

    return serve


@hooks.register("register_admin_urls")
def addresses_of_the_import() -> list[URLPattern]:
    return [
        path("library/import/", import_views.ImportView.as_view(), name="library_import"),
        path("library/import/template/", import_views.template, name="library_import_template"),
    ]


class ImportMenuItem(MenuItem):
    """Seen by whoever may add items to the library."""

    def is_shown(self, request: HttpRequest) -> bool:
        return importing.may_import(request.user)


@hooks.register("register_settings_menu_item")
def import_in_the_menu() -> MenuItem:
    return ImportMenuItem(
        "Import resources", reverse("library_import"), icon_name="upload", order=900
    )


@hooks.register("register_page_header_buttons")
def import_beside_the_library(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the library's own menu: bring a table."""
    is_library = isinstance(page.specific_deferred, LibraryIndexPage)
    if is_library and page.permissions_for_user(user).can_add_subpage():
        yield Button("Import resources", reverse("library_import"), icon_name="upload", priority=80)
