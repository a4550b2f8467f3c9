from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "newsletters"

    def ready(self) -> None:
        from content import declaring
        from mail import reasons
        from members import preferences
        from members import privacy as people
        from newsletters import checks, counted, privacy, receivers  # noqa: F401
        from newsletters.enums import Exclusion
        from newsletters.views import subscriptions

        declaring.declare(declaring.PRIVACY, counted.declaration)
        reasons.register(Exclusion.choices)
        preferences.add_section(subscriptions.section)
        people.register("newsletters", export=privacy.export, erase=privacy.erase)
