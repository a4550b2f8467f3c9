"""The first newsletter and its archive."""

from collections.abc import Callable
from email.utils import parseaddr

from django.conf import settings

from cms.bootstrap.tree import read_words
from newsletters.models import Newsletter, NewsletterIndexPage, NewsletterPage


def ensure(say: Callable[[str], object]) -> None:
    """One newsletter, if there is none: its rhythm and sender are the staff's to set."""
    if Newsletter.objects.exists():
        return
    entry = read_words()["newsletter"]
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    newsletter = Newsletter.objects.create(
        name=entry["name"],
        slug=entry["slug"],
        description=entry["description"],
        sender_name=name or settings.WAGTAIL_SITE_NAME,
        sender_address=address,
    )
    index = NewsletterIndexPage.objects.get()
    archive = index.add_child(
        instance=NewsletterPage(title=entry["name"], slug=entry["slug"], newsletter=newsletter)
    )
    archive.save_revision().publish()
    say(f"Newsletter: {newsletter}")
