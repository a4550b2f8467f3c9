"""The step that a person takes: from a draft to something that goes out, or does not."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from members.models import User
from newsletters import permissions, waking
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, Newsletter
from newsletters.proofing import proof


class NotApproved(Exception):
    """Why the edition was not approved, in a sentence for the person who tried."""


class NotADraft(NotApproved):
    """It was approved or cancelled before."""


class ChangedSince(NotApproved):
    """The edition is not the one that was looked at."""


class SecondPersonNeeded(NotApproved):
    """Whoever changed it last may not approve it."""


class NoTimeToSend(NotApproved):
    """It cannot go out at that time."""


A_MINUTE = timedelta(minutes=1)
FARTHEST = timedelta(days=90)
"""How far ahead an approved edition may wait."""


@transaction.atomic
def approve(
    dispatch_id: int, *, by: User, seen: str | None = None, send_at: datetime | None = None
) -> Dispatch:
    """Freeze the latest version, and let the worker publish and send it at its time.

    That is `send_at`, but never before the newsletter's minutes for taking it back have passed.
    `seen` is the signature of the edition that was looked at: no other is approved unseen.
    All of it happens or nothing; the second of two at once is told that it was done.
    """
    permissions.require_approver(by)
    dispatch = Dispatch.objects.select_for_update(of=["self"]).get(pk=dispatch_id)
    if dispatch.state != DispatchState.DRAFTED:
        raise NotADraft(
            f"This edition is no draft any more. It is “{dispatch.get_state_display()}”."
        )
    at = timezone.now()
    found = proof(dispatch, at=at)
    if found.revision.user_id == by.pk and not dispatch.newsletter.allows_one_person:
        raise SecondPersonNeeded(
            "You changed this edition last, so somebody else has to approve it: "
            "a second pair of eyes sees each edition before it goes out."
        )
    if seen is not None and seen != found.signature:
        raise ChangedSince(
            "The edition has changed since you opened this page. Look at it again, then approve."
        )
    if found.blocking:
        raise NotApproved(" ".join(found.blocking))
    leaves_at = _time_to_send(dispatch.newsletter, wish=send_at, at=at)
    day = leaves_at.astimezone(dispatch.newsletter.zone).date()
    Dispatch.objects.move(
        dispatch.pk,
        source=DispatchState.DRAFTED,
        target=DispatchState.APPROVED,
        approved_at=at,
        approved_by=by,
        send_at=leaves_at,
        revision=found.revision,
        content=replace(found.content, day=day).to_json(),
        problem="",
    )
    waking.on_commit()
    dispatch.refresh_from_db()
    return dispatch


def _time_to_send(newsletter: Newsletter, *, wish: datetime | None, at: datetime) -> datetime:
    earliest = at + timedelta(minutes=newsletter.undo_minutes)
    if wish is None:
        return earliest
    if wish < at - A_MINUTE:
        raise NoTimeToSend("That time is over. Choose one to come, or send it now.")
    if wish > at + FARTHEST:
        raise NoTimeToSend(f"Choose a time within {FARTHEST.days} days.")
    return max(wish, earliest)
