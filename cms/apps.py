from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        """Let every process that has Django know the broker, and every chooser the policy."""
        from cms import celery, choosers  # noqa: F401

        choosers.start_without_scripts()
