from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        """Let processes know the broker, choosers the policy, and kept pages every change."""
        from cms import celery, choosers, databases, keeping  # noqa: F401

        choosers.start_without_scripts()
        keeping.notice_changes()
        connection_created.connect(databases.answer_alone, dispatch_uid="cms.databases")
