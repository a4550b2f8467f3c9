"""Where an edition stands, in words for those who wait for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mail import reporting
from mail.enums import MailingState
from mail.reporting import Counts
from newsletters.enums import DispatchState
from newsletters.models import Dispatch
from newsletters.querysets import BY_ITSELF

PATIENCE = timedelta(minutes=5)
"""How long an approved edition may lie before staff are told that nobody takes it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state in a sentence; whether somebody should do something; and what can be done."""

    words: str
    is_trouble: bool = False
    counts: Counts | None = None
    can_pause: bool = False
    can_resume: bool = False
    can_cancel: bool = False
    can_reopen: bool = False
    can_take_back: bool = False
    can_hurry: bool = False

    @property
    def is_open(self) -> bool:
        """Whether anything is left to decide."""
        return (
            self.can_pause
            or self.can_resume
            or self.can_cancel
            or self.can_reopen
            or self.can_take_back
        )


def standing(dispatch: Dispatch, *, at: datetime) -> Standing:
    """Told from the rows alone: what the worker has done, not what was asked of it."""
    match dispatch.state:
        case DispatchState.DRAFTED:
            return Standing("A draft. Nothing is sent until somebody approves it.", can_cancel=True)
        case DispatchState.APPROVED:
            return _approved(dispatch, at=at)
        case DispatchState.SENDING:
            return _sending(dispatch)
        case DispatchState.SENT:
            counts = _counts(dispatch)
            return Standing("Sent.", counts=counts)
    if dispatch.mailing_id:
        return Standing("Cancelled while it was being sent.", counts=_counts(dispatch))
    return Standing("Cancelled. Nothing was sent.", can_reopen=True)


def _approved(dispatch: Dispatch, *, at: datetime) -> Standing:
    due = dispatch.send_at or dispatch.approved_at or at
    is_trouble, is_late = True, at - due >= BY_ITSELF
    if is_late:
        words = (
            f"Approved, and due {_moment(due, dispatch, at=at)}. It has not left, and more than a "
            "day late it does not by itself. Look at it again: then send it at once, or take it "
            f"back. {dispatch.problem}"
        ).strip()
    elif dispatch.problem:
        words = f"Approved, but it could not be handed over: {dispatch.problem} It is tried again."
    elif at - due > PATIENCE:
        words = (
            f"Approved, and due {_moment(due, dispatch, at=at)}, but nobody has taken the letters. "
            "The worker may have stopped: tell whoever runs the site."
        )
    elif due > at:
        is_trouble = False
        words = (
            f"Approved. It leaves {_moment(due, dispatch, at=at)}. Until then it can be taken back."
        )
    else:
        is_trouble = False
        words = "Approved. The first letters leave within a minute."
    return Standing(
        words,
        is_trouble=is_trouble,
        can_cancel=True,
        can_take_back=True,
        can_hurry=due > at or is_late,
    )


def _sending(dispatch: Dispatch) -> Standing:
    mailing, counts = dispatch.mailing, _counts(dispatch)
    if mailing and mailing.state == MailingState.PAUSED:
        words = f"Paused: {mailing.paused_reason or 'by staff'}."
        return Standing(words, is_trouble=True, counts=counts, can_resume=True, can_cancel=True)
    if mailing and mailing.state == MailingState.SENT:
        return Standing("The last letter has left.", counts=counts)
    return Standing("The letters are on their way.", counts=counts, can_pause=True, can_cancel=True)


def _counts(dispatch: Dispatch) -> Counts | None:
    return reporting.counts(dispatch.mailing) if dispatch.mailing else None


def _moment(due: datetime, dispatch: Dispatch, *, at: datetime) -> str:
    zone = dispatch.newsletter.zone
    local, today = due.astimezone(zone), at.astimezone(zone).date()
    day = "" if local.date() == today else f"on {local:%A %-d %B} "
    return f"{day}at {local:%-H:%M}"
