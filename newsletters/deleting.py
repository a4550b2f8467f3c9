"""What may not be deleted, and the sentence that says why."""

from collections.abc import Iterable

from wagtail.models import Page

from newsletters.models import Dispatch, EditionPage, Newsletter, NewsletterPage


def why_pages_are_kept(pages: Iterable[Page]) -> str | None:
    """None if these pages, with all below them, may go."""
    for page in pages:
        below = EditionPage.objects.descendant_of(page, inclusive=True)
        kept = Dispatch.objects.kept().filter(edition__in=below).select_related("edition").first()
        if kept:
            return (
                f"“{kept.edition.title}” was approved or sent, so it is kept: its readers’ letters "
                "lead to it. Unpublish it if it may not be read any more."
            )
    return None


def why_kept(newsletter: Newsletter) -> str | None:
    """None if the newsletter was never used."""
    used = (
        newsletter.dispatches.exists()
        or newsletter.subscriptions.exists()
        or NewsletterPage.objects.filter(newsletter=newsletter).exists()
    )
    if not used:
        return None
    return (
        f"{newsletter} has editions, readers or an archive, so it is kept. "
        "Untick “makes its drafts by itself” to stop it."
    )
