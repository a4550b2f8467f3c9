"""Settings, Users at the editors' desk: who works here."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from members.models import User


class StaffEditForm(UserEditForm):
    """Gives nobody the keys of the desk whose only key is a mailbox."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        gets_in = cleaned.get("groups") or cleaned.get("is_superuser")
        has_password = self.instance.has_password or cleaned.get("password1")
        if gets_in and not has_password:
            self.add_error(
                "password1", "Set a password: whoever works here does not sign in by e-mail."
            )
        return cleaned


class StaffIndexView(IndexView):
    """Staff; a search finds members too."""

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns
        for column in columns:
            if column.name == User.USERNAME_FIELD:
                column.label = "E-mail address"
        return columns

    def get_base_queryset(self) -> QuerySet[User]:
        users = super().get_base_queryset()
        if self.request.GET.get("q"):
            return users
        works_here = Q(is_superuser=True) | Q(is_staff=True) | Q(groups__isnull=False)
        return users.filter(works_here | Q(member__isnull=True)).distinct()


class StaffViewSet(UserViewSet):
    """Wagtail's, with our forms."""

    index_view_class = StaffIndexView

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm]:
        return StaffEditForm if for_update else UserCreationForm
