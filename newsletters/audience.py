"""Who gets an edition, and why the others do not."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mail import suppression
from mail.enums import DeliveryStatus, Stream
from mail.models import Delivery
from members.enums import Frequency
from newsletters.enums import Exclusion
from newsletters.models import Newsletter
from newsletters.querysets import SubscriptionQuerySet

PORTION = 5_000
HAD_ONE = [status for status in DeliveryStatus if status < DeliveryStatus.REFUSED]
"""Whatever may have reached its reader counts as an edition."""


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
    def recipients(self) -> QuerySet:
        """As the post office asks for them: user id, address, token."""
        return self.subscriptions.values_list("member__user_id", "member__user__email", "token")

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why the others get none, in words."""
        return [(Exclusion(name).label, count) for name, count in self.excluded.items()]


def audience(newsletter: Newsletter, *, at: datetime) -> Audience:
    """Whoever has a live subscription is a candidate; confirmed, wished and allowed, they get it.

    The post office looks at the suppressions again when it hands a letter over.
    """
    candidates = newsletter.subscriptions.live()
    reachable = candidates.reachable()
    wished = reachable.exclude(
        _had_one_this_month(newsletter, at=at), member__frequency=Frequency.MONTHLY
    )
    closed = _closed(wished, scope=newsletter.scope)
    allowed = wished.exclude(member__user__email__in=closed) if closed else wished
    steps = [
        (Exclusion.UNCONFIRMED, candidates, reachable),
        (Exclusion.MONTHLY, reachable, wished),
        (Exclusion.SUPPRESSED, wished, allowed),
    ]
    counts = {reason: before.count() - after.count() for reason, before, after in steps}
    return Audience(
        subscriptions=allowed,
        candidates=candidates.count(),
        excluded={reason.value: count for reason, count in counts.items() if count},
    )


def _had_one_this_month(newsletter: Newsletter, *, at: datetime) -> Exists:
    """Whether an edition may have reached them since the month began."""
    local = timezone.localtime(at, newsletter.zone)
    month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    mailings = newsletter.dispatches.filter(mailing__prepared_at__gte=month).values("mailing")
    return Exists(
        Delivery.objects.filter(
            mailing__in=mailings, recipient=OuterRef("member__user"), status__in=HAD_ONE
        )
    )


def _closed(subscriptions: SubscriptionQuerySet, *, scope: str) -> set[str]:
    """The addresses among them that take no more; asked in portions, for memory's sake."""
    addresses = iter(
        subscriptions.values_list("member__user__email", flat=True).iterator(chunk_size=PORTION)
    )
    closed: set[str] = set()
    while portion := set(islice(addresses, PORTION)):
        closed |= suppression.among(portion, scope=scope, stream=Stream.BULK)
    return closed
