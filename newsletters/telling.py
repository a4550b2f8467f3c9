"""What editors are told: by letter, through the same post office as everything else."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from mail import outbox
from mail.composing import Envelope, Words, compose
from members.models import User
from newsletters import links
from newsletters.harvesting import listable_types
from newsletters.models import Dispatch, Newsletter, NewsletterPage

DRAFTS_NAMED = 12
"""Drafts listed in a letter to editors."""

logger = logging.getLogger(__name__)


def draft_is_ready(dispatch: Dispatch, archive: NewsletterPage) -> None:
    """An edition was gathered and waits for its editors."""
    words = compose(
        "newsletters/draft_is_ready",
        {
            "newsletter": dispatch.newsletter,
            "edition": dispatch.edition,
            "edit_url": links.absolute(
                reverse("wagtailadmin_pages:edit", args=[dispatch.edition_id])
            ),
            "desk_url": links.absolute(reverse("edition_desk:dispatch", args=[dispatch.pk])),
        },
    )
    _post(words, to=editors_of(archive), key=f"edition:{dispatch.pk}:drafted")


def nothing_new(
    newsletter: Newsletter, archive: NewsletterPage, *, slot: str, next_due_at: datetime
) -> None:
    """An edition was due and nothing had been published for it; what waits in draft is named."""
    words = compose(
        "newsletters/nothing_new",
        {
            "newsletter": newsletter,
            "next_due_at": next_due_at,
            "drafts": in_draft(),
            "desk_url": links.absolute(reverse("edition_desk:index")),
        },
    )
    _post(words, to=editors_of(archive), key=f"newsletter:{newsletter.pk}:{slot}:nothing")


def in_draft() -> list[Page]:
    """What might be news and was never published, the latest first."""
    types = ContentType.objects.get_for_models(*listable_types()).values()
    pages = Page.objects.filter(content_type__in=types, live=False, first_published_at=None)
    return list(pages.order_by("-latest_revision_created_at", "-pk")[:DRAFTS_NAMED])


def editors_of(archive: NewsletterPage) -> Iterable[User]:
    """Who may change the editions of that archive."""
    policy = PagePermissionPolicy()
    return policy.users_with_permission_for_instance("change", archive)


def _post(words: Words, *, to: Iterable[User], key: str) -> None:
    for editor in to:
        envelope = Envelope(
            to=editor.email, words=words, label=words.subject, recipient_id=editor.pk
        )
        try:
            outbox.post(envelope, key=f"{key}:{editor.pk}")
        except ValidationError:
            logger.warning("Editor %s has an address that no letter can go to.", editor.pk)
