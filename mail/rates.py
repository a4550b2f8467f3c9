"""How fast a provider may be handed letters: what it asks for, and what MAIL_RATE allows.

Kept in the database, so that it holds for every worker on every host. The clock is the database's.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Exists, QuerySet, Subquery, Value
from django.db.models.functions import Greatest, Now

from mail import clock
from mail.enums import Stream
from mail.models import Batch, RateBucket
from mail.providers.profiles import PROFILES
from mail.querysets import BatchQuerySet

RESERVE = 20
"""Letters that a newsletter leaves in the bucket: a sign-in code need not wait for it to fill."""
LONGEST = timedelta(hours=24)
"""The longest a provider's word keeps us waiting before we ask again."""
LONGEST_FOR_SERVICE = timedelta(seconds=30)
"""The same for service letters: somebody waits, and a single letter is soon asked for."""
FIRST_FILLING = 60
"""Seconds' worth of letters in a new bucket."""

FILL = """
INSERT INTO mail_ratebucket (provider, tokens, filled_at)
VALUES (%(provider)s, least(%(most)s, %(rate)s * %(first)s), clock_timestamp())
ON CONFLICT (provider) DO NOTHING
"""
LEVEL = """least(%(most)s, tokens + %(rate)s
              * greatest(0, extract(epoch FROM clock_timestamp() - filled_at)::float8))"""
TAKE = f"""
UPDATE mail_ratebucket
   SET tokens = {LEVEL} - %(letters)s, filled_at = clock_timestamp()
 WHERE provider = %(provider)s AND {LEVEL} >= %(needed)s
RETURNING 1
"""  # noqa: S608 (constants of ours)
WAIT = """
UPDATE mail_ratebucket
   SET :column: = clock_timestamp() + make_interval(secs =>
       greatest(0.05, (%(needed)s - :level:) / %(rate)s))
 WHERE provider = %(provider)s
""".replace(":level:", LEVEL)


def closed(provider: str, stream: Stream) -> Exists:
    """For the query of a claim: this stream has to wait."""
    waiting = {f"{_column(stream)}__gt": Now()}
    return Exists(RateBucket.objects.filter(provider=provider, **waiting))


def has_work(stream: Stream, provider: str) -> bool:
    """Whether a batch is due and may go now."""
    due = Batch.objects.claimable(stream, clock.now())
    return due.filter(~closed(provider, stream)).exists()


def wait(provider: str, stream: Stream) -> float:
    """Seconds until the stream may go on; 0 if it may."""
    column = _column(stream)
    until = RateBucket.objects.filter(provider=provider).values_list(column, flat=True).first()
    return max(0.0, (until - clock.now()).total_seconds()) if until else 0.0


def take(provider: str, stream: Stream, letters: int) -> bool:
    """Take a token for each letter. False: too few, and the stream waits until there are enough.

    A newsletter leaves the reserve; a service letter may use it.
    """
    if settings.MAIL_RATE is None:
        return True
    room = PROFILES[provider].batch_size
    bulk = stream is Stream.BULK
    facts: dict[str, str | float] = {
        "provider": provider,
        "rate": settings.MAIL_RATE,
        "letters": letters,
        "most": room + RESERVE,
        "needed": min(letters, room) + (RESERVE if bulk else 0),
        "first": FIRST_FILLING,
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, facts)
        cursor.execute(TAKE, facts)
        if cursor.fetchone():
            return True
        cursor.execute(WAIT.replace(":column:", _column(stream)), facts)
    return False


def block(provider: str, *, until: datetime, service: bool = True) -> None:
    """The provider wants no more before this moment, whoever asks.

    Service letters ask again sooner, if it concerns them at all.
    """
    now = clock.now()
    until = min(until, now + LONGEST)
    bucket = _bucket(provider)
    bucket.update(bulk_from=Greatest("bulk_from", Value(until)))
    if service:
        soon = min(until, now + LONGEST_FOR_SERVICE)
        bucket.update(service_from=Greatest("service_from", Value(soon)))


def with_reach(batches: BatchQuerySet, provider: str) -> BatchQuerySet:
    """Have each batch know the most recipients that a call may have now (`reach`)."""
    bucket = RateBucket.objects.filter(provider=provider)
    return batches.annotate(reach=Subquery(bucket.values("reach")[:1]))


def reach(batch: Batch) -> int | None:
    """The most recipients of a call, if that is less than usual."""
    return getattr(batch, "reach", None)


def shrink(provider: str, *, refused: int) -> None:
    """So many were too many for one call."""
    _bucket(provider).update(reach=max(1, refused // 2))


def grow(provider: str, *, taken: int) -> None:
    """So many were taken in one call: twice as many may go, until nothing limits us."""
    limited = RateBucket.objects.filter(provider=provider, reach__lte=taken)
    usual = PROFILES[provider].batch_size
    limited.update(reach=taken * 2 if taken * 2 < usual else None)


def repair() -> None:
    """A clock that was set back, or a provider that named a far day, must not stop us for ever."""
    now = clock.now()
    buckets = RateBucket.objects.all()
    buckets.filter(filled_at__gt=now).update(filled_at=now)
    buckets.filter(bulk_from__gt=now + LONGEST).update(bulk_from=now + LONGEST)
    late = buckets.filter(service_from__gt=now + LONGEST_FOR_SERVICE)
    late.update(service_from=now + LONGEST_FOR_SERVICE)


def _bucket(provider: str) -> QuerySet[RateBucket]:
    RateBucket.objects.bulk_create(
        [RateBucket(provider=provider, filled_at=clock.now())], ignore_conflicts=True
    )
    return RateBucket.objects.filter(provider=provider)


def _column(stream: Stream) -> str:
    return "bulk_from" if stream is Stream.BULK else "service_from"
