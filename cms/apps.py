from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        """Let every process that has Django know the broker."""
        from cms import celery  # noqa: F401
