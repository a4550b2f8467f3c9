from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        """Let processes know the broker, choosers the policy, and kept pages every change."""
        from cms import celery, choosers, keeping  # noqa: F401

        choosers.start_without_scripts()
        keeping.notice_changes()
