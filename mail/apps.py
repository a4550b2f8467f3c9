from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"

    def ready(self) -> None:
        """Listen to what the provider reports, and look after the settings."""
        from mail import checks, receivers  # noqa: F401
