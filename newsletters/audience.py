"""Who gets an edition, and why the others do not."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mail import suppression
from mail.enums import Stream
from mail.models import Delivery, Mailing
from members.enums import Frequency
from newsletters.contents import Wanted
from newsletters.enums import Exclusion
from newsletters.models import Newsletter, Subscription
from newsletters.querysets import HAD_ONE, SubscriptionQuerySet

PORTION = 5_000
EVERYBODY = Wanted()


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who get it, and how many do not, by reason. Each is counted once."""

    subscriptions: SubscriptionQuerySet
    candidates: int
    excluded: dict[str, int]

    @property
    def planned(self) -> int:
        """How many letters there will be."""
        return self.candidates - sum(self.excluded.values())

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why the others get none, in words."""
        return [(Exclusion(name).label, count) for name, count in self.excluded.items()]

    def without(self, reason: Exclusion, number: int) -> "Audience":
        """The same, with so many more left out."""
        more = {reason.value: number} if number else {}
        return Audience(self.subscriptions, self.candidates, self.excluded | more)


def audience(
    newsletter: Newsletter, *, at: datetime, wanted: Wanted = EVERYBODY, address: str = ""
) -> Audience:
    """Whoever has a live subscription is a candidate; confirmed, meant, wished and allowed, they
    get it. With an address, asked about that one alone.

    The post office looks at the suppressions again when it hands a letter over.
    """
    candidates = _candidates(newsletter, address)
    awake, asleep = _awake(candidates, newsletter, at=at)
    meant = awake.filter(among(wanted))
    monthly = _not_again(meant, newsletter, Frequency.MONTHLY, at=at)
    wished = _not_again(monthly, newsletter, Frequency.QUARTERLY, at=at)
    steps = [
        *asleep,
        (Exclusion.ELSEWHERE, awake, meant),
        (Exclusion.MONTHLY, meant, monthly),
        (Exclusion.QUARTERLY, monthly, wished),
    ]
    return _counted(newsletter, candidates, wished, steps)


def corrected(
    mailing: Mailing, newsletter: Newsletter, *, at: datetime, address: str = ""
) -> Audience:
    """Those whom an edition may have reached, for the one that puts it right.

    However seldom they want to hear: they were told something wrong.
    """
    had = mailing.deliveries.filter(status__in=HAD_ONE, recipient=OuterRef("member__user"))
    candidates = _candidates(newsletter, address).filter(Exists(had))
    awake, asleep = _awake(candidates, newsletter, at=at)
    return _counted(newsletter, candidates, awake, asleep)


def _candidates(newsletter: Newsletter, address: str) -> SubscriptionQuerySet:
    live = newsletter.subscriptions.live()
    return live.filter(member__user__email=address) if address else live


Step = tuple[Exclusion, SubscriptionQuerySet, SubscriptionQuerySet]
"""The reason, and who is left before and after it."""


def _awake(
    candidates: SubscriptionQuerySet, newsletter: Newsletter, *, at: datetime
) -> tuple[SubscriptionQuerySet, list[Step]]:
    """Those who may be written to and have not paused."""
    reachable = candidates.reachable()
    today = timezone.localdate(at, newsletter.zone)
    awake = reachable.exclude(member__paused_until__gt=today)
    return awake, [
        (Exclusion.UNCONFIRMED, candidates, reachable),
        (Exclusion.PAUSED, reachable, awake),
    ]


def _counted(
    newsletter: Newsletter,
    candidates: SubscriptionQuerySet,
    wished: SubscriptionQuerySet,
    steps: list[Step],
) -> Audience:
    closed = _closed(wished, scope=newsletter.scope)
    allowed = wished.exclude(member__user__email__in=closed) if closed else wished
    steps = [*steps, (Exclusion.SUPPRESSED, wished, allowed)]
    counts = {reason: before.count() - after.count() for reason, before, after in steps}
    return Audience(
        subscriptions=allowed,
        candidates=candidates.count(),
        excluded={reason.value: count for reason, count in counts.items() if count},
    )


def among(wanted: Wanted) -> Q:
    """Who told us one of what is asked for, in each list that is not empty."""
    members = Q()
    for name in ("sectors", "topics"):
        if slugs := getattr(wanted, name):
            chosen = Subscription.objects.filter(**{f"member__{name}__slug__in": slugs})
            members &= Q(pk__in=chosen.values("pk"))
    if wanted.roles:
        members &= Q(member__role__slug__in=wanted.roles)
    if wanted.areas:
        places = Q()
        for depth in range(4):  # a prison, its authority, its region, its nation
            line = "area" + "__parent" * depth
            places |= Q(**{f"member__{line}__slug__in": wanted.areas})
        members &= places
    return members


def _not_again(
    subscriptions: SubscriptionQuerySet,
    newsletter: Newsletter,
    frequency: Frequency,
    *,
    at: datetime,
) -> SubscriptionQuerySet:
    """Without those of that wish whom an edition may have reached since its span began."""
    start = _beginning(frequency, timezone.localtime(at, newsletter.zone))
    mailings = newsletter.dispatches.filter(mailing__prepared_at__gte=start).values("mailing")
    had = Delivery.objects.filter(
        mailing__in=mailings, recipient=OuterRef("member__user"), status__in=HAD_ONE
    )
    return subscriptions.exclude(Exists(had), member__frequency=frequency)


def _beginning(frequency: Frequency, local: datetime) -> datetime:
    """The first moment of the month or of the quarter."""
    first = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if frequency == Frequency.QUARTERLY:
        return first.replace(month=local.month - (local.month - 1) % 3)
    return first


def _closed(subscriptions: SubscriptionQuerySet, *, scope: str) -> set[str]:
    """The addresses among them that take no more; asked in portions, for memory's sake."""
    addresses = iter(
        subscriptions.values_list("member__user__email", flat=True).iterator(chunk_size=PORTION)
    )
    closed: set[str] = set()
    while portion := set(islice(addresses, PORTION)):
        closed |= suppression.among(portion, scope=scope, stream=Stream.BULK)
    return closed


def recipients(subscriptions: QuerySet) -> QuerySet:
    """As the post office asks for them: user id, address, token."""
    return subscriptions.values_list("member__user_id", "member__user__email", "token")
