from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "newsletters"

    def ready(self) -> None:
        from content import declaring
        from members import preferences
        from members import privacy as people
        from newsletters import checks, counted, privacy, receivers  # noqa: F401
        from newsletters.views import subscriptions

        declaring.declare(declaring.PRIVACY, counted.declaration)
        preferences.add_section(subscriptions.section)
        people.register("newsletters", export=privacy.export, erase=privacy.erase)
