"""What readers said, for editors to read, to hand on as a table, and to delete."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from content.models import Feedback

MAY_BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """The text such that a spreadsheet shows it and runs nothing."""
    return f"'{text}" if text.lstrip(" \n").startswith(MAY_BEGIN_A_FORMULA) else text


class OnlyReaders(PermissionHelper):
    """Whoever may view may read; nobody adds or changes."""

    def user_can_list(self, user: AbstractBaseUser) -> bool:
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_create(self, user: AbstractBaseUser) -> bool:
        return False

    def user_can_edit_obj(self, user: AbstractBaseUser, obj: object) -> bool:
        return False


class PageFilter(SimpleListFilter):
    """The pages that somebody said something about."""

    title = "page"
    parameter_name = "page"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        pages = Page.objects.filter(pk__in=Feedback.objects.values("page")).order_by("title")
        return [(str(page.pk), page.title) for page in pages]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Feedback]
    ) -> QuerySet[Feedback] | None:
        chosen = self.value()
        return queryset.filter(page=chosen) if chosen and chosen.isdecimal() else queryset


class FeedbackIndexView(IndexView):
    """The list, and the table of it to keep."""

    custom_value_preprocess: dict[Any, dict[str, Callable[[Any], Any] | None]] = (
        IndexView.custom_value_preprocess | {str: {IndexView.FORMAT_CSV: plain_cell}}
    )


class FeedbackAdmin(ModelAdmin):
    model = Feedback
    menu_label = "Was this useful?"
    menu_icon = "help"
    menu_order = 650
    permission_helper_class = OnlyReaders
    index_view_class = FeedbackIndexView
    history_view_enabled = False
    list_display = ("made_at", "about", "answer", "words")
    list_filter = (PageFilter, "was_useful", "made_at")
    list_export = ("made_at", "about", "answer", "words")
    list_select_related = ("page",)
    list_per_page = 50
    export_filename = "was-this-useful"

    def about(self, feedback: Feedback) -> str:
        """The page."""
        return feedback.page.title

    about.short_description = "page"  # type: ignore[attr-defined]

    def answer(self, feedback: Feedback) -> str:
        """Yes or no."""
        return "Yes" if feedback.was_useful else "No"

    answer.short_description = "useful"  # type: ignore[attr-defined]
