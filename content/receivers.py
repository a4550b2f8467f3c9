"""What follows from a page being published, and from its end."""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import page_published

from content import changes
from content.gone import was_public
from content.models import GoneAddress, Listable


def index_again(instance: Page, **kwargs: Any) -> None:
    """Put the page into the search index as published: the first entry lacks related words."""
    transaction.on_commit(lambda: index.insert_or_update_object(instance), robust=True)


def note_change(instance: Page, **kwargs: Any) -> None:
    """Keep when readers were told that something has changed."""
    if isinstance(instance, Listable):
        changes.note(instance)


def remember_address(instance: Page, **kwargs: Any) -> None:
    """Whoever follows an old link is told that the page is gone, not that it never was."""
    if was_public(instance):
        GoneAddress.remember(instance.url_path)
        # Its former addresses led on to it, and end with it.
        for former in Redirect.objects.filter(redirect_page=instance.pk).select_related("site"):
            site = former.site or instance.get_site()
            if site:
                path = f"{former.old_path.strip('/')}/"
                GoneAddress.remember(f"{site.root_page.url_path}{path}")


def connect() -> None:
    """Listen, once."""
    pre_delete.connect(remember_address, sender=Page, dispatch_uid="content.remember_address")
    page_published.connect(index_again, dispatch_uid="content.index_again")
    page_published.connect(note_change, dispatch_uid="content.note_change")
