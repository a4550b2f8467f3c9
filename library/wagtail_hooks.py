"""What the library adds to the editors' desk, and to how its pages are served."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail import hooks
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from library.access import ask_to_sign_in, may_read, never_kept
from library.modeladmin import MissedSearchAdmin
from library.models.base import LibraryPage

Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponseBase]

modeladmin_register(MissedSearchAdmin)


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
