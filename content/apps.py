from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from content import checks, receivers  # noqa: F401

        receivers.connect()
