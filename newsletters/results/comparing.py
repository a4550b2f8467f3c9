"""An edition beside those before it."""

from collections.abc import Iterable
from dataclasses import dataclass

from content.modeladmin import plain_cell
from content.tables import written
from newsletters.models import Dispatch
from newsletters.results.losses import Losses, losses
from newsletters.results.outcomes import Outcome, outcomes, percent

SHOWN = 12
COLUMNS = (
    *("Edition", "Day", "Subject", "State", "Considered", "Left out", "Letters", "Sent"),
    *("Waiting", "Uncertain", "Never sent", "Delivered", "Bounced", "Marked as spam"),
    *("Unsubscribed until the next edition", "Left the membership until the next edition"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One edition's results."""

    dispatch: Dispatch
    outcome: Outcome
    losses: Losses

    @property
    def label(self) -> str:
        """Short enough for a chart."""
        return f"No. {self.dispatch.edition.number}"

    @property
    def shares(self) -> list[str]:
        """Delivered, bounced and marked as spam, in words."""
        outcome = self.outcome
        shares = (outcome.delivered_percent, outcome.bounced_percent, outcome.complaints_percent)
        return [percent(share) for share in shares]


def compared(dispatch: Dispatch) -> list[Line]:
    """The editions up to this one of which letters were handed over, the oldest first."""
    if dispatch.mailing is None or dispatch.mailing.prepared_at is None:
        return []
    handed = dispatch.newsletter.dispatches.filter(
        mailing__prepared_at__lte=dispatch.mailing.prepared_at
    )
    latest = handed.select_related("edition", "mailing", "newsletter")
    rows = list(latest.order_by("-mailing__prepared_at", "-pk")[:SHOWN])
    lost = losses(dispatch.newsletter, rows)
    counted = outcomes(row.mailing for row in rows if row.mailing)
    return [
        Line(row, counted[row.mailing.pk], lost[row.pk]) for row in reversed(rows) if row.mailing
    ]


def table(lines: Iterable[Line]) -> bytes:
    """The comparison for a spreadsheet, which may run no cell of it."""
    return written(COLUMNS, [[plain_cell(cell) for cell in _cells(line)] for line in lines])


def _cells(line: Line) -> list[str]:
    outcome, dispatch = line.outcome, line.dispatch
    told = (outcome.delivered, outcome.bounced, outcome.complaints)
    return [
        str(dispatch.edition.number),
        dispatch.day.isoformat(),
        dispatch.frozen.subject if dispatch.frozen else dispatch.edition.subject,
        dispatch.get_state_display(),
        *map(str, (outcome.considered, outcome.considered - outcome.planned, outcome.planned)),
        *map(str, (outcome.sent, outcome.to_come, outcome.uncertain, outcome.not_sent)),
        *(map(str, told) if outcome.is_reported else ("", "", "")),
        *map(str, (line.losses.number, line.losses.left)),
    ]
