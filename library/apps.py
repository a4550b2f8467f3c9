from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"

    def ready(self) -> None:
        from content import checklist, explained, search
        from library import glossary, receivers, synonyms
        from library.checklist import look_over

        search.widen_with(synonyms.widen)
        checklist.also(look_over)
        explained.by(glossary.explained)
        receivers.connect()
