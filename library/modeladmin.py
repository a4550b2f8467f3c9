"""What people looked for and did not find, for editors to read."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail_modeladmin.options import ModelAdmin

from content.modeladmin import OnlyReaders
from library.models import MissedSearch


class ReportReaders(OnlyReaders):
    """A report is read; nothing of it is deleted by hand."""

    def user_can_delete_obj(self, user: AbstractBaseUser, obj: object) -> bool:
        return False


class MissedSearchAdmin(ModelAdmin):
    model = MissedSearch
    menu_label = "Looked for in vain"
    menu_icon = "search"
    menu_order = 651
    permission_helper_class = ReportReaders
    history_view_enabled = False
    list_display = ("words", "count", "day")
    list_filter = ("day",)
    list_per_page = 100
    search_fields = ("words",)
    ordering = ("-day", "-count", "words")
