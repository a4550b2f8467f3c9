"""What became of the letters of editions, from sums that cost the same at any size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from mail.enums import BatchState, DeliveryStatus
from mail.models import Batch, Mailing
from mail.progress import TALLIES, Share

SUMS = ("letters", *TALLIES)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One mailing: each letter is in one count of `Share`, and once in the reports about it."""

    considered: int
    planned: int
    share: Share
    reports: dict[DeliveryStatus, int]
    """What the provider has told since, each letter by the worst or latest that is known of it."""

    @property
    def sent(self) -> int:
        """Taken by the provider, by its own answer or as reports or a person say."""
        return self.share.accepted + self.share.concluded

    @property
    def to_come(self) -> int:
        """Waiting, or being handed over at this moment."""
        return self.share.waiting + self.share.under_way

    @property
    def uncertain(self) -> int:
        """Nobody knows whether the provider took these."""
        return self.share.uncertain

    @property
    def not_sent(self) -> int:
        """Planned, and never to leave."""
        return self.share.refused + self.share.skipped + self.share.written_off

    @property
    def delivered(self) -> int:
        return self.reports.get(DeliveryStatus.DELIVERED, 0)

    @property
    def delayed(self) -> int:
        return self.reports.get(DeliveryStatus.DEFERRED, 0)

    @property
    def bounced(self) -> int:
        return self.reports.get(DeliveryStatus.BOUNCED, 0)

    @property
    def complaints(self) -> int:
        return self.reports.get(DeliveryStatus.COMPLAINED, 0)

    @property
    def is_reported(self) -> bool:
        """Whether the provider has told anything at all: if not, a nought would be a lie."""
        return bool(self.reports)

    @property
    def silent(self) -> int:
        """Sent, and nothing has been heard of them."""
        return max(0, self.sent - sum(self.reports.values()))

    @property
    def base(self) -> int:
        """What shares are taken of: a report may come before the answer that it belongs to."""
        return max(self.sent, sum(self.reports.values()))

    def percent(self, number: int) -> float | None:
        """So many of a hundred that were sent; None if that says nothing."""
        return 100 * number / self.base if self.base and self.is_reported else None

    @property
    def delivered_percent(self) -> float | None:
        return self.percent(self.delivered)

    @property
    def bounced_percent(self) -> float | None:
        return self.percent(self.bounced)

    @property
    def complaints_percent(self) -> float | None:
        return self.percent(self.complaints)


def outcomes(mailings: Iterable[Mailing]) -> dict[int, Outcome]:
    """By mailing; one question to the database, to the few rows of the batch table."""
    known = {mailing.pk: mailing for mailing in mailings}
    shares = {pk: Share() for pk in known}
    # `accepted` and the others are columns too: the sums need names of their own.
    sums: Iterable[Mapping[str, Any]] = (
        Batch.objects.filter(mailing__in=known)
        .values("mailing", "state")
        .annotate(sum_letters=Sum("size"), **{f"sum_{name}": Sum(name) for name in TALLIES})
        .order_by()
    )
    for row in sums:
        counted = {name: row[f"sum_{name}"] for name in SUMS}
        shares[row["mailing"]].add(BatchState(row["state"]), counted)
    return {
        pk: Outcome(
            considered=mailing.candidates,
            planned=mailing.planned,
            share=shares[pk],
            reports={DeliveryStatus(int(key)): n for key, n in mailing.answers.items() if n},
        )
        for pk, mailing in known.items()
    }


def percent(value: float | None) -> str:
    """With as many places as it takes to tell few from none."""
    if value is None:
        return "not known"
    if 0 < value < 0.1:
        return "under 0.1%"
    return "100%" if value == 100 else f"{min(value, 99.9):.1f}%"
