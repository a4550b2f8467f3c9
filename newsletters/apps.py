from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "newsletters"

    def ready(self) -> None:
        """Listen to the members, and check the project's newsletters when it starts."""
        from newsletters import checks, receivers  # noqa: F401
