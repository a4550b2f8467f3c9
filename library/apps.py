from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"

    def ready(self) -> None:
        from content import search
        from library import receivers, synonyms

        search.widen_with(synonyms.widen)
        receivers.connect()
