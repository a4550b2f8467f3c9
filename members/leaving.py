"""Leaving: as easy as joining, and for good."""

from django.db import transaction

from mail import suppression
from mail.enums import SuppressionReason
from members import privacy
from members.enums import Actor, ConsentAction
from members.models import ConsentEvent, Member
from members.signals import member_left


@transaction.atomic
def leave(member: Member, *, source: str, actor: Actor = Actor.MEMBER) -> None:
    """Take consent back, tell whoever listens, and erase the person.

    What stays: the consent events under a number that names nobody, and a keyed hash of the
    address, so that nobody writes to it again. Staff keep their staff account.
    """
    if Member.objects.select_for_update().filter(pk=member.pk).first() is None:
        return  # the button was pressed twice
    user = member.user
    subject = user.subject
    ConsentEvent.objects.create(
        subject=subject, action=ConsentAction.WITHDRAWN, source=source, actor=actor
    )
    member_left.send(sender=Member, member=member)
    suppression.suppress(user.email, reason=SuppressionReason.ERASED, source=source)
    hashed = suppression.fingerprint(user.email)
    privacy.erase_person(user)
    ConsentEvent.objects.create(
        subject=subject,
        action=ConsentAction.ERASED,
        source=source,
        actor=actor,
        detail={"address_hmac": hashed},
    )
