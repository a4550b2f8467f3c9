"""What follows from a page being published."""

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import page_published


def index_again(instance: Page, **kwargs: Any) -> None:
    """Put the page into the search index as published: the first entry lacks related words."""
    transaction.on_commit(lambda: index.insert_or_update_object(instance), robust=True)


def connect() -> None:
    """Listen, once."""
    page_published.connect(index_again, dispatch_uid="content.index_again")
