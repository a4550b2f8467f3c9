"""The measurement of bench_newsletter, in a process that has Django."""

import os
import random
import resource
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import django

django.setup()  # before any model is imported

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.demo import scale  # noqa: E402
from cms.demo.newsletters import PUBLISHER  # noqa: E402
from content.models import ChangeKind, PageChange  # noqa: E402
from library.models import LibraryPage  # noqa: E402
from members.models import Member, User  # noqa: E402
from newsletters import approving, dispatching, gathering, rendering  # noqa: E402
from newsletters.harvesting import gather  # noqa: E402
from newsletters.models import Dispatch, Newsletter, Subscription  # noqa: E402
from newsletters.proofing import proof  # noqa: E402
from newsletters.rules import MOST_A_SECTION  # noqa: E402
from taxonomy.models import Sector, Topic  # noqa: E402

Result = TypeVar("Result")

ITEMS = 20_000 if os.environ.get("BENCH_QUICK") else 100_000
READERS = 10_000
CHANGED = 1_000
CHOICES = 200
"""Different sets of topics and sectors among them."""
GATHERED_MOST = 1.0
RENDERED_MOST = 0.050
SEEN_MOST = 1.0
PREPARED_MOST = 30.0
"""Seconds."""


def main() -> None:
    """Gather, render, and prepare all letters; each beside what it may take."""
    scale.load(ITEMS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    newsletter = Newsletter.objects.filter(is_default=True).get()
    long_ago = timezone.now() - timedelta(days=9999)
    Dispatch.objects.filter(newsletter=newsletter).update(content_cutoff=long_ago, gathered=[])
    _readers(random.Random(1))  # noqa: S311 (the same readers each time)
    now = timezone.now()
    _say(f"gather from {ITEMS:,} items", GATHERED_MOST, gather, newsletter, at=now)
    _change_some(newsletter, at=now)
    words = f"gather where {CHANGED:,} of them were changed, and {CHANGED:,} go soon"
    _say(words, GATHERED_MOST, gather, newsletter, at=now)
    Dispatch.objects.filter(newsletter=newsletter).update(content_cutoff=long_ago)
    newsletter.sections = [
        ("section", {"source": source, "title": "", "most": 2 * MOST_A_SECTION, "is_common": False})
        for source in ("library", "practice", "events")
    ]
    newsletter.undo_minutes, newsletter.allows_one_person = 0, True
    newsletter.save()
    dispatch = gathering.assemble(newsletter, at=now, early=True)
    if dispatch is None:
        raise SystemExit("Nothing was gathered.")
    content = dispatch.edition.content()
    _say(f"render a letter of {len(content.items)} items", RENDERED_MOST, rendering.render, content)
    words = f"see on the desk what {READERS:,} readers would get"
    letters = _say(words, SEEN_MOST, proof, dispatch, at=now).letters
    approving.approve(dispatch.pk, by=User.objects.get(email=PUBLISHER))
    before = _memory()
    _say(
        f"prepare {READERS:,} readers, {letters} different letters",
        PREPARED_MOST,
        dispatching.hand_over,
        dispatch.pk,
    )
    print(f"memory grew by {_memory() - before:.0f} MB meanwhile")


def _change_some(newsletter: Newsletter, *, at: datetime) -> None:
    """Let the last edition be of yesterday; since then some items were changed, others go soon."""
    yesterday = at - timedelta(days=1)
    Dispatch.objects.filter(newsletter=newsletter).update(content_cutoff=yesterday)
    pages = list(LibraryPage.objects.live().values_list("pk", flat=True)[: 2 * CHANGED])
    said = {"kind": ChangeKind.CORRECTED, "sentence": "It is 16 days, not 18."}
    LibraryPage.objects.filter(pk__in=pages[:CHANGED]).update(
        change_kind=said["kind"], what_changed=said["sentence"]
    )
    PageChange.objects.bulk_create(
        PageChange(page_id=pk, made_at=at, **said) for pk in pages[:CHANGED]
    )
    week = timedelta(days=7)
    Page.objects.filter(pk__in=pages[CHANGED:]).update(expire_at=at + week)
    newsletter.sections = [
        ("section", {"source": source, "title": "", "most": MOST_A_SECTION, "is_common": False})
        for source in ("last_chance", "library", "practice", "policy", "research", "events")
    ]


def _say(
    what: str, most: float, function: Callable[..., Result], *args: object, **kwargs: object
) -> Result:
    started = time.perf_counter()
    result = function(*args, **kwargs)
    took = time.perf_counter() - started
    print(f"{what:<48}{took:>8.3f} s, {most} s allowed{'' if took <= most else '  over'}")
    return result


def _readers(chance: random.Random) -> None:
    """Members with one of so many sets of wishes."""
    topics, sectors = list(Topic.objects.in_use()), list(Sector.objects.in_use())
    wishes = [
        (chance.sample(topics, chance.randint(0, 3)), chance.sample(sectors, chance.randint(0, 2)))
        for _ in range(CHOICES)
    ]
    users = User.objects.bulk_create(
        User(email=f"reader{number}@example.org", password="!") for number in range(READERS)
    )
    members = Member.objects.bulk_create(
        Member(user=user, confirmed_at=timezone.now()) for user in users
    )
    asked = [(member, wishes[number % CHOICES]) for number, member in enumerate(members)]
    for name, which in (("topics", 0), ("sectors", 1)):
        through = getattr(Member, name).through
        key = name.removesuffix("s")
        through.objects.bulk_create(
            through(**{"member_id": member.pk, f"{key}_id": term.pk})
            for member, wish in asked
            for term in wish[which]
        )
    default = Newsletter.objects.get(is_default=True)
    now = timezone.now()
    Subscription.objects.bulk_create(
        Subscription(member=member, newsletter=default, subscribed_at=now) for member in members
    )


def _memory() -> float:
    """Megabytes that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
