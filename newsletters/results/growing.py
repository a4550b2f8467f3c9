"""How the membership grew by month: sums over the kept proof of consent, nobody's name."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncMonth
from django.utils import timezone

from members.enums import ConsentAction
from members.models import ConsentEvent, Member

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Month:
    """Who came and went, and how many there were when it ended; of this month, until now."""

    begins: date
    joined: int
    left: int
    members: int

    @property
    def label(self) -> str:
        return f"{self.begins:%b %Y}"


def growth(*, at: datetime) -> list[Month]:
    """The last two years, the oldest month first.

    Who is a member now is counted; how many there were before follows from who came and went.
    """
    firsts = _firsts(timezone.localdate(at))
    joined, left = _joined(firsts[0]), _left(firsts[0])
    members, months = Member.objects.confirmed().count(), []
    for first in reversed(firsts):
        month = Month(first, joined.get(first, 0), left.get(first, 0), max(0, members))
        months.append(month)
        members += month.left - month.joined
    return months[::-1]


def _firsts(today: date) -> list[date]:
    """The first day of each month."""
    this = today.year * 12 + today.month - 1
    numbers = range(this - MONTHS + 1, this + 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _joined(since: date) -> dict[date, int]:
    return _by_month(since, action=ConsentAction.CONFIRMED)


def _left(since: date) -> dict[date, int]:
    """Who gave the membership up. To stop one newsletter, or a request never confirmed, is less."""
    confirmed = ConsentEvent.objects.filter(
        subject=OuterRef("subject"), action=ConsentAction.CONFIRMED
    )
    return _by_month(
        since, Exists(confirmed), action=ConsentAction.WITHDRAWN, detail__newsletter__isnull=True
    )


def _by_month(since: date, *conditions: Exists, **fields: object) -> dict[date, int]:
    start = timezone.make_aware(datetime(since.year, since.month, 1))
    rows = (
        ConsentEvent.objects.filter(*conditions, happened_at__gte=start, **fields)
        .annotate(month=TruncMonth("happened_at"))
        .order_by()
        .values("month")
        .annotate(people=Count("subject", distinct=True))
    )
    return {row["month"].date(): row["people"] for row in rows}
