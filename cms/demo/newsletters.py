"""Two editions: gathered, changed by an editor, approved by a publisher, sent by the worker.

The first is for everybody, the second for those who work in schools. Every step is the one that
the screens take. Loaded a second time, nothing is sent again.
"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from members.models import Member, User
from newsletters import approving, dispatching, gathering
from newsletters.models import (
    Dispatch,
    EditionPage,
    Newsletter,
    NewsletterPage,
    Subscription,
)

WORDS = Path(__file__).with_suffix(".toml")
CHUNK = 2_000
EDITOR, PUBLISHER = "editor@example.org", "publisher@example.org"
SHARED = ("sender_name", "sender_address", "reply_to", "postal_address", "timezone")
"""What the second newsletter has from the first."""

Row = dict[str, Any]


def load() -> None:
    """Subscribe the sample members, and let each edition go its way."""
    newsletter = Newsletter.objects.filter(is_default=True).select_related("archive").first()
    if newsletter is None:
        return
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    _subscribe(Member.objects.confirmed(), newsletter)
    _send(newsletter, words["first"])
    _load_special(words["special"], like=newsletter)


def _load_special(row: Row, *, like: Newsletter) -> None:
    """A newsletter of its own for those who said that they work there, and its first edition."""
    readers = Member.objects.confirmed().filter(sectors__slug=row["sector"])
    sections = list(_sections(row["sections"]))
    if not sections or not readers.exists():
        return
    known = row["newsletter"]
    newsletter, _ = Newsletter.objects.get_or_create(
        slug=known["slug"],
        defaults=known
        | {name: getattr(like, name) for name in SHARED}
        | {"is_default": False, "is_active": False},
    )
    if not NewsletterPage.objects.filter(newsletter=newsletter).exists():
        archive = NewsletterPage(title=known["name"], slug=known["slug"], newsletter=newsletter)
        like.archive.get_parent().add_child(instance=archive)
        archive.save_revision().publish()
    _subscribe(readers, newsletter)
    _send(newsletter, row["edition"] | {"body": sections})


def _sections(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """The sections, each with those of its pages that are there."""
    for row in rows:
        contents = [
            ("item", {"page": page, "title": "", "blurb": item["blurb"]})
            for item in row["items"]
            if (page := Page.objects.live().filter(slug=item["slug"]).first())
        ]
        if contents:
            yield "section", {"title": row["title"], "contents": contents}


def _subscribe(members: Any, newsletter: Newsletter) -> None:
    """In bulk, for members who were made in bulk; an ended subscription stays ended."""
    missing = members.exclude(subscriptions__newsletter=newsletter)
    now = timezone.now()
    Subscription.objects.bulk_create(
        (
            Subscription(member_id=pk, newsletter=newsletter, subscribed_at=now)
            for pk in missing.values_list("pk", flat=True)
        ),
        batch_size=CHUNK,
        ignore_conflicts=True,
    )


def _send(newsletter: Newsletter, words: Row) -> None:
    if newsletter.dispatches.exists():
        return
    dispatch = gathering.assemble(newsletter, at=timezone.now(), early=True)
    if dispatch:
        _edit(dispatch, words)
        approving.approve(dispatch.pk, by=User.objects.get(email=PUBLISHER))
        dispatching.hurry(dispatch.pk)


def _edit(dispatch: Dispatch, words: Row) -> None:
    edition = EditionPage.objects.get(pk=dispatch.edition_id).get_latest_revision_as_object()
    for field, value in words.items():
        setattr(edition, field, value)
    edition.save_revision(user=User.objects.get(email=EDITOR))
