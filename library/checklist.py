"""What is worth a look on an item of the library, besides what is on every page."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from content.checklist import Finding, used
from content.models import CustomDocument
from library.enums import Freshness
from library.models.base import LibraryPage

SOURCES = ("references", "publisher_id", "original_url", "lead_organisation_id", "provider_id")


def look_over(page: Page) -> Iterator[Finding]:
    """Dates, sources and files. What is missing, every page names."""
    if not isinstance(page, LibraryPage):
        return
    yield from _dates(page)
    if not any(getattr(page, name, None) for name in SOURCES):
        yield Finding("Sources", "Nothing says where this comes from.")
    files = used(page, CustomDocument)
    yield from _untagged(files)
    if page.for_members:
        yield from _open_to_everybody(page, files)


def _dates(item: LibraryPage) -> Iterator[Finding]:
    freshness = item.freshness(timezone.localdate())
    if freshness != Freshness.CURRENT:
        yield Finding("Dates", "Its review is overdue. If you have read it now, enter today.")


def _untagged(files: Iterable[CustomDocument]) -> Iterator[Finding]:
    """PDF files in which a screen reader finds neither order nor headings."""
    for document in files:
        if document.is_tagged is False:
            yield Finding(
                "Files",
                f"“{document.title}” is not tagged for screen readers: ask for a tagged PDF, "
                "or say what is in it on the page.",
            )


def _open_to_everybody(item: LibraryPage, files: Iterable[CustomDocument]) -> Iterator[Finding]:
    """A file is open to everybody while any open page offers it."""
    for document in files:
        names = ReferenceIndex.get_references_to(document).values_list("object_id", flat=True)
        others = Page.objects.live().public().filter(pk__in=[key for key in names if key.isdigit()])
        closed = LibraryPage.objects.filter(for_members=True).values("pk")
        for other in others.exclude(pk=item.pk).exclude(pk__in=closed)[:1]:
            yield Finding(
                "For members",
                f"The file “{document.title}” is open to everybody: "
                f"“{other.title}” offers it, too.",
            )
