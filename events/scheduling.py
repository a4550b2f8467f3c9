"""From the words of a published page to rows that others may point at."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from events.enums import EventStatus
from events.models.sessions import Session
from events.sittings import Sitting

if TYPE_CHECKING:
    from events.models.pages import TrainingEventPage


@transaction.atomic
def sync(event: "TrainingEventPage") -> None:
    """Make the sessions say what the published page says. A date keeps its row for life."""
    called_off = event.status != EventStatus.SCHEDULED
    rows = {row.uid: row for row in Session.objects.select_for_update().filter(event=event)}
    for sitting in event.sittings:
        row = rows.pop(sitting.uid, None) or Session(event=event, uid=sitting.uid)
        _take(row, sitting, is_cancelled=called_off or sitting.is_cancelled)
    for row in rows.values():
        _withdraw(row)


def _take(row: Session, sitting: Sitting, *, is_cancelled: bool) -> None:
    told = (row.starts_at, row.ends_at, row.is_cancelled)
    now = (sitting.starts_at, sitting.ends_at, is_cancelled)
    if row.pk and told == now and row.capacity == sitting.capacity:
        return
    if row.pk and told != now:
        row.sequence += 1
    row.starts_at, row.ends_at, row.is_cancelled = now
    row.capacity = sitting.capacity
    row.save()


def _withdraw(row: Session) -> None:
    """Delete a date that is no longer on the page; cancel it if somebody relies on it."""
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError):
        if not row.is_cancelled:
            Session.objects.filter(pk=row.pk).update(is_cancelled=True, sequence=row.sequence + 1)
