from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"

    def ready(self) -> None:
        from content import checklist, search
        from library import receivers, synonyms
        from library.checklist import look_over

        search.widen_with(synonyms.widen)
        checklist.also(look_over)
        receivers.connect()
