from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        from members import correspondence, privacy, receivers  # noqa: F401

        privacy.register("account", export=privacy.export_account, erase=privacy.erase_traces)
        privacy.register("letters", export=correspondence.export, erase=correspondence.erase)


class StaffConfig(WagtailUsersAppConfig):
    """Wagtail's own users, listed as staff: members are as many as an audience."""

    user_viewset = "members.viewsets.StaffViewSet"
