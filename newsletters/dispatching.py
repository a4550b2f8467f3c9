"""From an approved edition to letters under way; and stopping them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mail import control
from mail.enums import MailingState
from mail.models import Mailing
from mail.planning import Group, plan
from newsletters import clicking, rendering, resolving, waking
from newsletters.contents import EditionContent
from newsletters.enums import DispatchState
from newsletters.models import Dispatch
from newsletters.proofing import who_gets_what


class NotPossible(Exception):
    """The edition is not in a state for this; the sentence says why."""


@transaction.atomic
def hand_over(dispatch_id: int) -> Mailing | None:
    """Publish an approved edition whose time has come, and post its letters.

    None if that was done before, or its time has not come. What was frozen at approval is
    rendered, not the page, under the day of today; only what was withdrawn since, or is over,
    leaves it. All in one transaction: a fault leaves the edition approved, and the next tick tries
    again.
    """
    now = timezone.now()
    waiting = Dispatch.objects.select_for_update(of=["self"], skip_locked=True).ready(now)
    waiting = waiting.select_related("newsletter", "edition", "revision", "corrects__mailing")
    dispatch = waiting.filter(pk=dispatch_id).first()
    frozen = dispatch.frozen if dispatch else None
    if dispatch is None or frozen is None:
        return None
    today = now.astimezone(dispatch.newsletter.zone).date()
    content = replace(
        resolving.without_withdrawn(frozen, since=dispatch.approved_at or now),
        day=today,
        counts_clicks=dispatch.newsletter.counts_clicks,
    )
    if frozen.items and not content.items:
        raise NotPossible("Everything it announced was withdrawn or is over since it was approved.")
    if dispatch.revision is None:
        raise NotPossible("The approved version of its page is gone. Take the approval back.")
    mailing = _post(dispatch, content, at=now)
    if not mailing.planned:
        raise NotPossible("Nobody would get it any more.")
    if not dispatch.edition.live:
        dispatch.revision.publish(user=dispatch.approved_by, skip_permission_checks=True)
    Dispatch.objects.move(
        dispatch.pk,
        source=DispatchState.APPROVED,
        target=DispatchState.SENDING,
        mailing=mailing,
        content=content.to_json(),
        problem="",
    )
    return mailing


def _post(dispatch: Dispatch, content: EditionContent, *, at: datetime) -> Mailing:
    """One letter for each distinct content, to all who get it."""
    if content.counts_clicks:
        content = clicking.counting(content, dispatch_pk=dispatch.pk)
    readers, letters = who_gets_what(dispatch, content, at=at)
    return plan(
        key=f"edition:{dispatch.pk}",
        label=f"{content.newsletter} no. {content.number}",
        scope=dispatch.newsletter.scope,
        from_email=content.sender.from_email,
        reply_to=content.sender.reply_to,
        groups=(
            Group(
                rendering.render_what_fits((it.content, *it.shorter), is_plain=it.is_plain),
                it.recipients,
            )
            for it in letters
        ),
        candidates=readers.candidates,
        excluded=readers.excluded,
    )


def hurry(dispatch_id: int) -> None:
    """Let an approved edition leave now, without the minutes in which it can be taken back."""
    approved = Dispatch.objects.filter(pk=dispatch_id, state=DispatchState.APPROVED)
    if not approved.update(send_at=timezone.now()):
        raise NotPossible("Only an approved edition that has not left can be sent at once.")
    waking.on_commit()


def settle(dispatch: Dispatch) -> DispatchState:
    """Take over what became of the letters, once the post office is done with them."""
    mailing = dispatch.mailing
    if mailing is None or dispatch.state != DispatchState.SENDING:
        return DispatchState(dispatch.state)
    if mailing.state == MailingState.SENT:
        Dispatch.objects.move(
            dispatch.pk,
            source=DispatchState.SENDING,
            target=DispatchState.SENT,
            sent_at=mailing.finished_at or timezone.now(),
        )
        return DispatchState.SENT
    if mailing.state == MailingState.CANCELLED:
        Dispatch.objects.move(
            dispatch.pk, source=DispatchState.SENDING, target=DispatchState.CANCELLED
        )
        return DispatchState.CANCELLED
    return DispatchState.SENDING


@transaction.atomic
def cancel(dispatch_id: int) -> Dispatch:
    """Stop an edition. What has left cannot be called back."""
    dispatch = Dispatch.objects.select_for_update(of=["self"]).get(pk=dispatch_id)
    match dispatch.state:
        case DispatchState.DRAFTED | DispatchState.APPROVED:
            _cancelled(dispatch)
        case DispatchState.SENDING:
            _control(dispatch.pk, control.cancel)
            _cancelled(dispatch)
        case _:
            raise NotPossible(
                f"Nothing to cancel: the edition is “{dispatch.get_state_display()}”."
            )
    dispatch.refresh_from_db()
    return dispatch


@transaction.atomic
def reopen(dispatch_id: int) -> Dispatch:
    """Make an approved or a cancelled edition a draft again, as long as no letter of it left."""
    dispatch = Dispatch.objects.select_for_update(of=["self"]).get(pk=dispatch_id)
    state = DispatchState(dispatch.state)
    if dispatch.mailing_id or state not in {DispatchState.CANCELLED, DispatchState.APPROVED}:
        raise NotPossible("It has left, or is a draft: there is nothing to take back.")
    Dispatch.objects.move(
        dispatch.pk,
        source=state,
        target=DispatchState.DRAFTED,
        content=None,
        approved_at=None,
        approved_by=None,
        send_at=None,
        revision=None,
        problem="",
    )
    dispatch.refresh_from_db()
    return dispatch


def pause(dispatch_id: int) -> None:
    """Hand nothing more over for now."""
    _control(dispatch_id, control.pause)


def resume(dispatch_id: int) -> None:
    """Go on where it stopped."""
    _control(dispatch_id, control.resume)


def _control(dispatch_id: int, step: Callable[[Mailing], object]) -> None:
    mailing = Mailing.objects.filter(dispatch=dispatch_id).first()
    if mailing is None:
        raise NotPossible("No letter of this edition has been handed over yet.")
    try:
        step(mailing)
    except control.NotPossible as error:
        raise NotPossible(str(error)) from error


def _cancelled(dispatch: Dispatch) -> None:
    Dispatch.objects.move(
        dispatch.pk, source=DispatchState(dispatch.state), target=DispatchState.CANCELLED
    )
