from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "taxonomy"

    def ready(self) -> None:
        from taxonomy import receivers, widgets

        receivers.connect()
        widgets.register()
