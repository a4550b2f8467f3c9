"""What people looked for and did not find, for editors to read."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from library.models import MissedSearch


class OnlyReaders(PermissionHelper):
    """Whoever may view may read; nobody adds, changes or deletes."""

    def user_can_list(self, user: AbstractBaseUser) -> bool:
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_create(self, user: AbstractBaseUser) -> bool:
        return False

    def user_can_edit_obj(self, user: AbstractBaseUser, obj: object) -> bool:
        return False

    def user_can_delete_obj(self, user: AbstractBaseUser, obj: object) -> bool:
        return False


class MissedSearchAdmin(ModelAdmin):
    model = MissedSearch
    menu_label = "Looked for in vain"
    menu_icon = "search"
    menu_order = 651
    permission_helper_class = OnlyReaders
    history_view_enabled = False
    list_display = ("words", "count", "day")
    list_filter = ("day",)
    list_per_page = 100
    search_fields = ("words",)
    ordering = ("-day", "-count", "words")
