"""The first edition: gathered, changed by an editor, approved by a publisher, sent by the worker.

Every step is the one that the screens take. Loaded a second time, nothing is sent again.
"""

import tomllib
from pathlib import Path

from django.utils import timezone

from members.models import Member, User
from newsletters import approving, gathering
from newsletters.models import Dispatch, EditionPage, Newsletter, Subscription

WORDS = Path(__file__).with_suffix(".toml")
CHUNK = 2_000
EDITOR, PUBLISHER = "editor@example.org", "publisher@example.org"


def load() -> None:
    """Subscribe the sample members, and let one edition go its way."""
    newsletter = Newsletter.objects.filter(is_default=True).select_related("archive").first()
    if newsletter is None:
        return
    _subscribe_everybody(newsletter)
    if newsletter.dispatches.exists():
        return
    dispatch = gathering.assemble(newsletter, at=timezone.now(), early=True)
    if dispatch:
        _edit(dispatch)
        approving.approve(dispatch.pk, by=User.objects.get(email=PUBLISHER))


def _subscribe_everybody(newsletter: Newsletter) -> None:
    """In bulk, for members who were made in bulk; an ended subscription stays ended."""
    missing = Member.objects.confirmed().exclude(subscriptions__newsletter=newsletter)
    now = timezone.now()
    Subscription.objects.bulk_create(
        (
            Subscription(member_id=pk, newsletter=newsletter, subscribed_at=now)
            for pk in missing.values_list("pk", flat=True)
        ),
        batch_size=CHUNK,
        ignore_conflicts=True,
    )


def _edit(dispatch: Dispatch) -> None:
    with WORDS.open("rb") as file:
        words = tomllib.load(file)
    edition = EditionPage.objects.get(pk=dispatch.edition_id).get_latest_revision_as_object()
    for field, value in words.items():
        setattr(edition, field, value)
    edition.save_revision(user=User.objects.get(email=EDITOR))
