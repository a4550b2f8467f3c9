from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mail"

    def ready(self) -> None:
        """Listen to what the provider reports, look after the settings, follow one clock."""
        from celery.signals import worker_init

        from mail import checks, clock, receivers  # noqa: F401

        worker_init.connect(clock.follow)
