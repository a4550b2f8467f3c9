"""Counting what became of a mailing."""

from dataclasses import dataclass

from django.db.models import Count

from mail.enums import DeliveryStatus
from mail.models import Mailing


@dataclass(frozen=True, slots=True)
class Counts:
    """How many letters are in which status, and how many people were left out, by reason."""

    candidates: int
    planned: int
    excluded: dict[str, int]
    by_status: dict[DeliveryStatus, int]

    def of(self, *statuses: DeliveryStatus) -> int:
        """Letters in any of these."""
        return sum(self.by_status.get(status, 0) for status in statuses)

    @property
    def waiting(self) -> int:
        return self.of(DeliveryStatus.PENDING)

    @property
    def uncertain(self) -> int:
        """Nobody knows whether the provider took these."""
        return self.of(DeliveryStatus.UNKNOWN)

    @property
    def sent(self) -> int:
        """Taken by the provider, whatever came after."""
        return self.of(
            *(
                s
                for s in DeliveryStatus
                if DeliveryStatus.ACCEPTED <= s <= DeliveryStatus.COMPLAINED
            )
        )

    @property
    def not_sent(self) -> int:
        """Never to be sent: refused, failed, suppressed or cancelled."""
        return self.of(*(s for s in DeliveryStatus if s >= DeliveryStatus.REFUSED))

    @property
    def adds_up(self) -> bool:
        """Nobody is forgotten: everybody considered is left out for a reason or has a letter."""
        return self.candidates == self.planned + sum(
            self.excluded.values()
        ) and self.planned == sum(self.by_status.values())


def counts(mailing: Mailing) -> Counts:
    """Every letter of the mailing by its status, now."""
    mailing.refresh_from_db()
    rows = mailing.deliveries.values_list("status").annotate(number=Count("pk"))
    return Counts(
        candidates=mailing.candidates,
        planned=mailing.planned,
        excluded=mailing.excluded,
        by_status={DeliveryStatus(status): number for status, number in rows},
    )
