"""Counting what became of a mailing."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from mail.enums import BatchState, DeliveryStatus
from mail.models import Batch, Mailing


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


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a send is, from the few rows of the batch table: cheap at any size."""

    letters: int
    handled: int
    uncertain: int

    @property
    def percent(self) -> int:
        return 100 * self.handled // self.letters if self.letters else 100


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


def progress(mailing: Mailing) -> Progress:
    """For a bar that moves while the mailing is being sent."""
    batches = Batch.objects.filter(mailing=mailing).exclude(state=BatchState.SPLIT)
    sizes = dict(batches.values_list("state").annotate(letters=Sum("size")))
    waiting = sizes.get(BatchState.READY, 0) + sizes.get(BatchState.SENDING, 0)
    total = sum(sizes.values())
    return Progress(
        letters=total, handled=total - waiting, uncertain=sizes.get(BatchState.AMBIGUOUS, 0)
    )
