"""Members and their consent at the editors' desk: to look at, and to erase on request."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import DeleteView

from members import leaving
from members.enums import Actor
from members.models import ConsentEvent, Member


class Readers(PermissionHelper):
    """Whoever may view may read; nobody adds or changes."""

    def user_can_list(self, user: AbstractBaseUser) -> bool:
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_inspect_obj(self, user: AbstractBaseUser, obj: object) -> bool:
        return self.user_can_list(user)

    def user_can_create(self, user: AbstractBaseUser) -> bool:
        return False

    def user_can_edit_obj(self, user: AbstractBaseUser, obj: object) -> bool:
        return False


class ReadersOnly(Readers):
    """Nobody deletes either."""

    def user_can_delete_obj(self, user: AbstractBaseUser, obj: object) -> bool:
        return False


class EraseView(DeleteView):
    """For a member who asks by telephone or letter: what they could do themselves at /leave/."""

    page_title = "Erase"

    def confirmation_message(self) -> str:
        return (
            f"{self.instance.user.email} gets no more letters and is erased, as if they had left "
            "themselves. What they agreed to stays on record under a number that names nobody. "
            "This cannot be undone."
        )

    def delete_instance(self) -> None:
        leaving.leave(self.instance, source="editors’ desk", actor=Actor.STAFF)


class MemberAdmin(ModelAdmin):
    model = Member
    menu_icon = "group"
    permission_helper_class = Readers
    delete_view_class = EraseView
    inspect_view_enabled = True
    history_view_enabled = False
    list_display = ("address", "joined_at", "confirmed_at", "frequency", "role", "area")
    list_filter = ("confirmed_at", "frequency")
    list_select_related = ("user", "role", "area")
    search_fields = ("user__email",)
    inspect_view_fields = (
        "address",
        "subject",
        "joined_at",
        "confirmed_at",
        "frequency",
        "paused_until",
        "letter_format",
        "sectors",
        "topics",
        "role",
        "area",
    )


class ConsentEventAdmin(ModelAdmin):
    model = ConsentEvent
    menu_icon = "history"
    menu_label = "Consent"
    permission_helper_class = ReadersOnly
    inspect_view_enabled = True
    history_view_enabled = False
    ordering = ("-happened_at", "-id")
    list_display = ("happened_at", "action", "actor", "source", "subject")
    list_filter = ("action", "actor", "happened_at")
    search_fields = ("subject",)


class PeopleGroup(ModelAdminGroup):
    menu_label = "Members"
    menu_icon = "group"
    menu_order = 700
    items = (MemberAdmin, ConsentEventAdmin)
