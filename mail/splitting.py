"""Dividing a batch, to find the recipient who spoils it or to free those who need not wait."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.db.models.functions import Least

from mail.enums import BatchState
from mail.models import Batch, Letter


def halve(batch: Batch) -> None:
    """Two halves take the place of the batch, and its turn."""
    waiting = list(batch.deliveries.unanswered().order_by("id").values_list("pk", flat=True))
    middle = len(waiting) // 2
    for half in (waiting[:middle], waiting[middle:]):
        set_aside(batch, half, not_before=batch.not_before)
    batch.state, batch.owner = BatchState.SPLIT, None


def set_aside(
    batch: Batch, deliveries: Sequence[int], *, not_before: datetime | Least
) -> Batch | None:
    """Give these a batch of their own."""
    if not deliveries:
        return None
    Letter.objects.select_for_update().get(pk=batch.letter_id)
    last = Batch.objects.filter(letter_id=batch.letter_id).aggregate(last=Max("seq"))["last"]
    child = Batch.objects.create(
        mailing_id=batch.mailing_id,
        letter_id=batch.letter_id,
        stream=batch.stream,
        seq=last + 1,
        size=len(deliveries),
        wave=batch.wave,
        not_before=not_before,
    )
    batch.deliveries.filter(pk__in=deliveries).update(batch=child)
    batch.size -= len(deliveries)
    return child
