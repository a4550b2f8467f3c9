"""What the library adds to the editors' desk, and to how its pages are served."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from library import import_views, importing, richtext
from library.access import ask_to_sign_in, may_read, never_kept
from library.listing import ItemsViewSet
from library.modeladmin import MissedSearchAdmin
from library.models import GlossaryTerm, KeyStatistic, LibraryIndexPage, Reference
from library.models.base import LibraryPage
from library.owners.desk import CorrectionView, OwnersAdmin
from library.tagging import TermsBulkAction
from library.viewsets import GlossaryTermViewSet, KeyStatisticViewSet, ReferenceViewSet

Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponseBase]

modeladmin_register(MissedSearchAdmin)
modeladmin_register(OwnersAdmin)
register_snippet(KeyStatisticViewSet)
register_snippet(ReferenceViewSet)
register_snippet(GlossaryTermViewSet)
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
        path(
            "library/import/<slug:what>.csv",
            import_views.template,
            name="library_import_template",
        ),
    ]


class ImportMenuItem(MenuItem):
    """Seen by whoever may add items to the library."""

    def is_shown(self, request: HttpRequest) -> bool:
        return importing.may_import(request.user)


@hooks.register("register_settings_menu_item")
def import_in_the_menu() -> MenuItem:
    return ImportMenuItem(
        "Import from a table", reverse("library_import"), icon_name="upload", order=900
    )


@hooks.register("register_page_header_buttons")
def import_beside_the_library(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the library's own menu: bring a table."""
    is_library = isinstance(page.specific_deferred, LibraryIndexPage)
    if is_library and page.permissions_for_user(user).can_add_subpage():
        yield Button(
            "Import from a table", reverse("library_import"), icon_name="upload", priority=80
        )


@hooks.register("register_rich_text_features")
def offer_rows_in_texts(features: FeatureRegistry) -> None:
    """Let editors choose figures and works instead of typing them."""
    richtext.register(features, richtext.StatisticHandler, icon="decimal", label="Key statistic")
    richtext.register(features, richtext.CitationHandler, icon="openquote", label="Cited work")
    richtext.register_terms(features, icon="help", label="Explained word")


@hooks.register("before_delete_snippet")
def keep_what_texts_use(
    request: HttpRequest, instances: Iterable[models.Model]
) -> HttpResponse | None:
    """Refuse to delete a row that stands in a text: the text would lose it without a word."""
    for row in instances:
        if isinstance(row, KeyStatistic | Reference | GlossaryTerm):
            uses = ReferenceIndex.get_grouped_references_to(row).count()
            if uses:
                messages.error(
                    request,
                    f"“{row}” is used in {uses} place{'' if uses == 1 else 's'} and cannot be "
                    "deleted. “Usage”, beside it, lists them. "
                    "For a figure that no longer holds, choose what supersedes it.",
                )
                name = f"wagtailsnippets_library_{row._meta.model_name}:edit"
                return redirect(reverse(name, args=[row.pk]))
    return None


@hooks.register("register_admin_urls")
def addresses_of_corrections() -> list[URLPattern]:
    """Where an editor decides on a correction."""
    view = CorrectionView.as_view()
    return [path("services/corrections/<int:pk>/", view, name="service_correction")]
