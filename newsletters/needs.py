"""What waits for one person, most urgent first; and what happens next without anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.urls import reverse
from django.utils import timezone

from mail import permissions as post
from mail.enums import MailingState
from members.models import User
from newsletters import permissions
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, Newsletter
from newsletters.querysets import BY_ITSELF
from newsletters.results.outcomes import outcomes
from newsletters.standing import PATIENCE


class Urgency(IntEnum):
    TROUBLE = 0
    DECISION = 1
    APPROVAL = 2
    WORK = 3
    LAST_CHANCE = 4


@dataclass(frozen=True, slots=True)
class Need:
    """One sentence, and the one thing to do about it."""

    urgency: Urgency
    words: str
    action: str
    address: str


def needs(user: User, *, at: datetime) -> list[Need]:
    """Only what this person can act on."""
    rows = list(_open_to(user))
    found = [need for row in rows for need in _of(row, user, at=at)]
    found += _uncertain(rows, user)
    found += [_overdue(newsletter) for newsletter in _newsletters(user) if newsletter.is_overdue]
    return sorted(found, key=lambda need: need.urgency)


def to_come(user: User, *, at: datetime) -> list[str]:
    """What happens by itself, the soonest first."""
    found: list[tuple[datetime, str]] = []
    for row in _open_to(user):
        if row.state == DispatchState.SENDING and not _is_paused(row):
            found.append((at, f"{_name(row)} is being sent."))
        elif row.state == DispatchState.APPROVED and _leaves_at(row) > at:
            found.append((_leaves_at(row), f"{_name(row)} leaves {_when(row, at=at)}."))
    for newsletter in _newsletters(user):
        due = newsletter.next_due_at
        if newsletter.is_active and due and not newsletter.is_overdue:
            day = due.astimezone(newsletter.zone)
            words = f"The draft of {newsletter} is made on {day:%A %-d %B, %-H:%M}."
            found.append((due, words))
    return [words for _, words in sorted(found)]


def _open_to(user: User) -> Iterator[Dispatch]:
    rows = permissions.dispatches_for(user).open()
    related = ("newsletter", "mailing", "edition__latest_revision__user")
    return iter(rows.select_related(*related))


def _newsletters(user: User) -> list[Newsletter]:
    archives = permissions.archives_for(user).select_related("newsletter")
    return [archive.newsletter for archive in archives]


def _of(row: Dispatch, user: User, *, at: datetime) -> Iterator[Need]:
    match row.state:
        case DispatchState.DRAFTED:
            yield _draft(row, user)
        case DispatchState.APPROVED if permissions.may_approve(user):
            yield _approved(row, at=at)
        case DispatchState.SENDING if _is_paused(row) and permissions.may_approve(user):
            why = row.mailing.paused_reason if row.mailing else ""
            words = f"{_name(row)} is paused. {(why or 'Paused by staff').rstrip('.')}."
            yield Need(Urgency.DECISION, words, "Decide", _desk(row))


def _draft(row: Dispatch, user: User) -> Need:
    """Whoever changed it last has the least to say about it: the second person is asked."""
    due = f"{_name(row)}, due on {row.day:%A %-d %B},"
    revision = row.edition.latest_revision
    writer = revision.user if revision else None
    edit = reverse("wagtailadmin_pages:edit", args=[row.edition_id])
    if writer is None:
        return Need(Urgency.WORK, f"{due} is a draft that nobody has worked on.", "Edit it", edit)
    if not permissions.may_approve(user):
        words = f"{due} is a draft. A newsletter sender approves it when it is finished."
        return Need(Urgency.WORK, words, "Edit it", edit)
    if writer.pk == user.pk and not row.newsletter.allows_one_person:
        words = f"{due} was changed last by you, so it waits for a second person to approve it."
        return Need(Urgency.WORK, words, "Go on with it", edit)
    by = "you" if writer.pk == user.pk else writer.get_full_name() or "a colleague"
    words = f"{due} waits for your approval. It was changed last by {by}."
    return Need(Urgency.APPROVAL, words, "Check and approve", _desk(row))


def _approved(row: Dispatch, *, at: datetime) -> Need:
    if at - _leaves_at(row) >= BY_ITSELF:
        words = f"{_name(row)} should have left {_when(row, at=at)}. So late it waits for you."
        return Need(Urgency.TROUBLE, words, "Send it, or take it back", _desk(row))
    if row.problem:
        words = f"{_name(row)} could not be handed over: {row.problem.rstrip('.')}."
        return Need(Urgency.TROUBLE, words, "See what to do", _desk(row))
    if at - _leaves_at(row) > PATIENCE:
        words = (
            f"{_name(row)} should have left {_when(row, at=at)} and has not. "
            "The worker may have stopped: tell whoever runs the site."
        )
        return Need(Urgency.TROUBLE, words, "Look at it", _desk(row))
    if _leaves_at(row) <= at:
        words = f"{_name(row)} is approved and leaves within a minute."
    else:
        words = f"{_name(row)} is approved and leaves {_when(row, at=at)}."
    return Need(Urgency.LAST_CHANCE, words, "Look again, or stop it", _desk(row))


def _uncertain(rows: list[Dispatch], user: User) -> Iterator[Need]:
    """For whoever may see who they are, and decide."""
    if not user.has_perms([post.SEE_MAILINGS, post.SEE_LETTERS, post.CONTROL]):
        return
    counted = outcomes(row.mailing for row in rows if row.mailing)
    for row in rows:
        number = counted[row.mailing.pk].uncertain if row.mailing else 0
        if row.mailing and number:
            letters = "1 letter" if number == 1 else f"{number:,} letters"
            verb = "is" if number == 1 else "are"
            words = (
                f"{letters} of {_name(row)} {verb} uncertain: nobody knows whether the provider "
                "took them."
            )
            address = reverse("post_office:uncertain", args=[row.mailing.pk])
            yield Need(Urgency.DECISION, words, "See who, and decide", address)


def _overdue(newsletter: Newsletter) -> Need:
    due = newsletter.next_due_at or timezone.now()
    words = (
        f"The draft of {newsletter} was due on {due.astimezone(newsletter.zone):%A %-d %B, %-H:%M} "
        "and has not been made. The worker may have stopped: tell whoever runs the site."
    )
    return Need(Urgency.TROUBLE, words, "Look at the desk", reverse("edition_desk:index"))


def _name(row: Dispatch) -> str:
    return f"{row.newsletter} no. {row.edition.number}"


def _desk(row: Dispatch) -> str:
    return reverse("edition_desk:dispatch", args=[row.pk])


def _is_paused(row: Dispatch) -> bool:
    return bool(row.mailing and row.mailing.state == MailingState.PAUSED)


def _leaves_at(row: Dispatch) -> datetime:
    """Without an hour of its own, as soon as it is approved."""
    return row.send_at or row.approved_at or row.assembled_at


def _when(row: Dispatch, *, at: datetime) -> str:
    """At an hour of today, or on a day."""
    leaves, now = (moment.astimezone(row.newsletter.zone) for moment in (_leaves_at(row), at))
    if leaves.date() == now.date():
        return f"at {leaves:%-H:%M}"
    return f"on {leaves:%A %-d %B} at {leaves:%-H:%M}"
