"""What an event must say before it is published. A draft may say less."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError

from content.changes import faults
from events.blocks import sittings
from events.enums import EventStatus
from events.sittings import Sitting

ON_DEMAND = "on-demand"
"""The slug of the format that needs no date."""


class TrainingEventForm(WagtailAdminPageForm):
    """The page's form; what was typed stays in it whatever is wrong."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for field, message in self._faults(cleaned, at=timezone.now()):
                self.add_error(field, _error(field, message))
        return cleaned

    def _faults(self, cleaned: dict[str, Any], *, at: datetime) -> Iterator[tuple[str, str]]:
        if cleaned.get("status") != EventStatus.SCHEDULED and not cleaned.get("status_note"):
            yield "status_note", "Say why, and what it means for those who booked."
        if not cleaned.get("format") and not cleaned.get("is_recorded_afterwards"):
            yield "format", "Say whether it is in person, online, both, or on demand."
        yield from faults(cleaned.get("change_kind", ""), cleaned.get("what_changed", ""))
        if "dates" not in self.errors:
            dates = sittings(cleaned["dates"])
            yield from self._faults_of_dates(dates, cleaned, at=at)

    def _faults_of_dates(
        self, dates: list[Sitting], cleaned: dict[str, Any], *, at: datetime
    ) -> Iterator[tuple[str, str]]:
        kind = cleaned.get("format")
        deadline = cleaned.get("booking_deadline")
        is_record = cleaned.get("is_recorded_afterwards")
        if not dates:
            if kind and kind.slug != ON_DEMAND and not is_record:
                yield "dates", "Add at least one date. Only an event on demand needs none."
            return
        is_new = self.instance.first_published_at is None
        if is_new and not is_record and all(date.is_over(at) for date in dates):
            yield (
                "dates",
                "Every date is in the past. Correct the dates, or tick “recorded afterwards” "
                "if the event has already taken place.",
            )
        if deadline and deadline > max(date.starts_at for date in dates):
            yield "booking_deadline", "The deadline must come before the last date starts."


def _error(field: str, message: str) -> str | StreamBlockValidationError:
    """A stream shows only errors of its own kind."""
    return StreamBlockValidationError(non_block_errors=[message]) if field == "dates" else message
