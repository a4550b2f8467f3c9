"""A person decides about letters of which nobody knows: some of them, or all of a mailing."""

from collections.abc import Collection, Iterator

from django.db import transaction
from wagtail.log_actions import log

from mail import clock, closing, splitting, waking, waves
from mail.control import NotPossible
from mail.enums import BatchState, DeliveryStatus, Stream
from mail.models import Batch, Delivery, Mailing
from mail.querysets import DeliveryQuerySet

LISTED = 1000
"""Numbers of letters that the log keeps of one decision; how many there were is kept always."""


def uncertain(mailing: Mailing) -> DeliveryQuerySet:
    """Letters that still wait for a decision."""
    return Delivery.objects.filter(
        mailing=mailing, batch__state=BatchState.AMBIGUOUS, status=DeliveryStatus.UNKNOWN
    )


@transaction.atomic
def treat_as_sent(mailing: Mailing, chosen: Collection[int] | None = None) -> int:
    """They went. They stay marked as uncertain, and nobody is mailed again."""
    numbers = _decide(mailing, chosen, BatchState.DONE)
    log(instance=mailing, action="mail.treat_as_sent", data=_kept(numbers))
    waves.pass_by(mailing.pk)
    closing.close(mailing.pk)
    return len(numbers)


@transaction.atomic
def send_again(mailing: Mailing, chosen: Collection[int] | None = None) -> int:
    """They did not go. Whoever did get the letter gets it twice, under the same Message-ID."""
    numbers = _decide(mailing, chosen, BatchState.READY)
    log(instance=mailing, action="mail.send_again", data=_kept(numbers))
    waking.on_commit(Stream(mailing.stream))
    return len(numbers)


def _decide(mailing: Mailing, chosen: Collection[int] | None, state: BatchState) -> list[int]:
    """The numbers of the letters that were decided about."""
    decided: list[int] = []
    for batch in _batches(mailing, chosen):
        waiting = set(batch.deliveries.unanswered().values_list("pk", flat=True))
        ours = waiting if chosen is None else waiting & set(chosen)
        if not ours:
            continue
        settled = batch
        if ours != waiting:
            settled = splitting.set_aside(batch, sorted(ours), not_before=clock.at_once()) or batch
            batch.save()
        _settle(settled, state)
        decided += sorted(ours)
    if not decided:
        raise NotPossible("None of these letters is uncertain: somebody has decided already.")
    return decided


def _batches(mailing: Mailing, chosen: Collection[int] | None) -> Iterator[Batch]:
    batches = Batch.objects.filter(mailing=mailing, state=BatchState.AMBIGUOUS)
    if chosen is not None:
        touched = Delivery.objects.filter(mailing=mailing, pk__in=chosen).values("batch")
        batches = batches.filter(pk__in=touched)
    yield from batches.select_for_update().order_by("pk")


def _settle(batch: Batch, state: BatchState) -> None:
    batch.state, batch.owner, batch.lease_until = state, None, None
    batch.resolve_after, batch.not_before = None, clock.at_once()
    batch.save()
    if state == BatchState.DONE:
        closing.forget_words(batch)


def _kept(numbers: list[int]) -> dict[str, object]:
    return {"letters": len(numbers), "deliveries": numbers[:LISTED]}
