"""Which links are looked at, when, and what is made of it. The database decides.

Pages are read for links as they change, and each week anew. Each link is asked once a week; one
that fails daily, until three days have failed: then it is broken. One run at a time, one site at a
time, no site twice in a run; a run that is cut off loses nothing but its own time.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import monotonic

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from content.models.links import Link, LinksRead, LinkUse, Outcome
from content.outbound import addresses_of
from content.visiting import Verdict, visit

TASK = "content.tasks.check_links"
"""By name: the task knows this module, not the other way round."""
KEEPS = 60
"""Seconds after which an unheard call is worth nothing: the next tick calls again."""
A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
WANTED_FOR = timedelta(days=14)
"""So long a link is asked for the sake of what waits to be sent."""
PAGES_A_TURN = 20
SECONDS_A_RUN = 30
PAUSE = timedelta(seconds=60)
"""A site is left in peace for so long after it was asked."""
_LOCK = 7_305_200_417
"""A number of our own among the locks of the database."""


def keep_up() -> None:
    """Read some pages for links, and wake whoever asks. A chore."""
    if not settings.LINKS_A_RUN:
        return
    at = timezone.now()
    read_pages(at=at)
    if Link.objects.due(at).exists():
        wake()


def wake() -> None:
    """Call whoever asks."""
    current_app.send_task(TASK, expires=KEEPS, retry=False, ignore_result=True)


def read_pages(*, at: datetime) -> int:
    """Note where live pages lead: those that changed, then those read longest ago; how many."""
    fresh = LinksRead.objects.filter(
        Q(page__last_published_at=None) | Q(page__last_published_at__lte=F("read_at")),
        read_at__gt=at - A_WEEK,
    )
    pages = Page.objects.live().exclude(pk__in=fresh.values("page")).order_by("pk")
    read = list(pages.specific()[:PAGES_A_TURN])
    for page in read:
        note_links(page, at=at)
    return len(read)


@transaction.atomic
def note_links(page: Page, *, at: datetime) -> None:
    """Keep which addresses the page leads to now."""
    links = Link.known(addresses_of(page))
    LinkUse.objects.filter(page=page.pk).exclude(link__in=links).delete()
    LinkUse.objects.bulk_create(
        [LinkUse(link=link, page_id=page.pk) for link in links], ignore_conflicts=True
    )
    LinksRead.objects.update_or_create(page_id=page.pk, defaults={"read_at": at})
    Link.objects.filter(Q(wanted_until=None) | Q(wanted_until__lt=at), uses=None).delete()


def want(addresses: Iterable[str], *, at: datetime, again: bool = False) -> list[Link]:
    """Have links asked soon that stand in something unsent: a draft is no live page.

    What answered within a day is not asked again, unless somebody says so (`again`).
    """
    links = Link.known(addresses)
    rows = Link.objects.filter(pk__in=[link.pk for link in links])
    rows.update(wanted_until=at + WANTED_FOR)
    stale = rows if again else rows.filter(Q(checked_at=None) | Q(checked_at__lt=at - A_DAY))
    stale.filter(due_at__gt=at).update(due_at=at)
    return links


def run(*, ask: Callable[[str], Verdict] = visit) -> int:
    """Ask some links that are due, unless somebody else is asking; how many."""
    begun, asked = monotonic(), 0
    with _alone() as is_alone:
        while is_alone and asked < settings.LINKS_A_RUN and monotonic() - begun < SECONDS_A_RUN:
            link = _next(timezone.now())
            if link is None:
                break
            try:
                verdict = ask(link.url)
            except SoftTimeLimitExceeded:
                # It sent a letter now and then, so that no single wait was too long.
                note(link, Verdict(Outcome.FAILED, "It took too long."), at=timezone.now())
                raise
            note(link, verdict, at=timezone.now())
            asked += 1
    return asked


def note(link: Link, verdict: Verdict, *, at: datetime) -> None:
    """Keep what came of it. Failing twice on a day is failing once."""
    link.outcome, link.said, link.checked_at = verdict.outcome, verdict.said, at
    today = timezone.localdate(at)
    if verdict.outcome != Outcome.FAILED:
        link.failing_since, link.failed_on, link.failures = None, None, 0
        link.due_at = at + A_WEEK
    else:
        if link.failed_on != today:
            link.failures += 1
        link.failing_since = link.failing_since or today
        link.failed_on = today
        link.due_at = at + A_DAY
    link.save()


def ask_again(link: Link) -> None:
    """Have it asked at the next turn; what an editor decided about it is taken back."""
    Link.objects.filter(pk=link.pk).update(
        due_at=timezone.now(), ignored_because="", ignored_by=None
    )


def leave_alone(link: Link, *, because: str, by: int | None) -> None:
    """Ask no more, and keep why."""
    Link.objects.filter(pk=link.pk).update(ignored_because=because, ignored_by=by)


def _next(at: datetime) -> Link | None:
    """The next one due whose site is left in peace; should its visit kill us, it waits a day."""
    busy = Link.objects.filter(checked_at__gt=at - PAUSE).values("host")
    link = Link.objects.due(at).exclude(host__in=busy).first()
    if link:
        Link.objects.filter(pk=link.pk).update(due_at=at + A_DAY, checked_at=at)
    return link


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else is at it; the database forgets us should we die."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
