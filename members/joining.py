"""Joining: asked for on a form, true once the owner of the address presses the button."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from django.utils import timezone

from mail import outbox, suppression
from members import emails, privacy
from members.enums import ConsentAction
from members.models import ConsentEvent, Member, User
from members.signals import member_confirmed

LINK_LIFETIME = timedelta(hours=72)
"""Long enough for a letter of Friday afternoon to be opened on Monday."""

UNCONFIRMED_LIFETIME = timedelta(days=30)
"""How long an address is kept whose owner never answered."""

_SALT = "members.joining.confirm"


class LinkIsDead(Exception):
    """The link is not ours, too old, or its sign-up is gone."""


class AlreadyConfirmed(Exception):
    """The link has done its work."""


@transaction.atomic
def ask(*, address: str, wording: str, source: str) -> None:
    """Note the wish to join and write to the owner of the address, whoever typed it.

    Nothing that the asker can see depends on whether the address is known; that is also why the
    same statements are run for every address, and the database passes over what is there.
    """
    stranger = User(email=address, password=make_password(None))
    User.objects.bulk_create([stranger], ignore_conflicts=True)
    user = User.objects.get(email=address)
    Member.objects.bulk_create([Member(user=user)], ignore_conflicts=True)
    member = Member.objects.select_related("user").get(user=user)
    if member.confirmed_at:
        envelope = emails.already_a_member(user)
    else:
        ConsentEvent.objects.create(
            subject=user.subject,
            action=ConsentAction.REQUESTED,
            wording=wording,
            source=source,
        )
        envelope = emails.confirmation(user, link_token(member))
    outbox.post(envelope, key=f"join:{uuid4()}")


def link_token(member: Member) -> str:
    """What the letter's link carries: signed, for this person, this purpose and three days."""
    return signing.dumps(str(member.user.subject), salt=_SALT)


def member_behind(token: str) -> Member:
    """Whose link it is; changes nothing. Raises LinkIsDead or AlreadyConfirmed."""
    try:
        subject = signing.loads(token, salt=_SALT, max_age=LINK_LIFETIME)
    except signing.BadSignature as error:
        raise LinkIsDead from error
    member = Member.objects.select_related("user").filter(user__subject=subject).first()
    if member is None:
        raise LinkIsDead
    if member.confirmed_at:
        raise AlreadyConfirmed
    return member


@transaction.atomic
def confirm(token: str, *, source: str) -> Member:
    """Make them a member. The second time, and of two at once the later, is AlreadyConfirmed."""
    member = member_behind(token)
    now = timezone.now()
    if not Member.objects.filter(pk=member.pk, confirmed_at=None).update(confirmed_at=now):
        raise AlreadyConfirmed
    member.confirmed_at = now
    asked = ConsentEvent.objects.of(member.user.subject).filter(action=ConsentAction.REQUESTED)
    latest = asked.last()
    ConsentEvent.objects.create(
        subject=member.user.subject,
        action=ConsentAction.CONFIRMED,
        wording=latest.wording if latest else "",
        source=source,
        happened_at=now,
    )
    suppression.lift(member.user.email, scope=suppression.EVERYTHING, reason="joined again")
    member_confirmed.send(sender=Member, member=member)
    return member


def purge_unconfirmed(before: datetime, *, most: int = 500) -> int:
    """Forget whoever asked before that time and never confirmed; how many they were."""
    stale = Member.objects.unconfirmed(since_before=before).order_by("joined_at")
    return sum(_forget(pk) for pk in list(stale.values_list("pk", flat=True)[:most]))


def purge_stale() -> int:
    """The same for those whose time is over now. A chore: some at a time, as often as you like."""
    return purge_unconfirmed(timezone.now() - UNCONFIRMED_LIFETIME)


@transaction.atomic
def _forget(pk: int) -> bool:
    """False if they confirmed after all, or somebody else was quicker."""
    members = Member.objects.select_for_update(of=["self"]).select_related("user")
    member = members.filter(pk=pk, confirmed_at=None).first()
    if member is None:
        return False
    privacy.erase_person(member.user)
    return True
