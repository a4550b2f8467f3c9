"""What is known of a person, to hand out or to erase; each app registers its part."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry

from members import sessions
from members.models import ConsentEvent, Member, User
from members.preferences import choices_of

Export = Callable[[User], object]
"""What one app knows of the person, as values that JSON can hold."""

Erase = Callable[[User], None]
"""Leaves nothing that names the person in one app's tables. May run twice."""


@dataclass(frozen=True, slots=True)
class Part:
    """One app's share in a person."""

    export: Export
    erase: Erase


_parts: dict[str, Part] = {}


def register(name: str, *, export: Export, erase: Erase) -> None:
    """Have an app's tables included. Called once, in `AppConfig.ready()`."""
    if name in _parts:
        raise ValueError(f"“{name}” is registered already.")
    _parts[name] = Part(export, erase)


def export_person(user: User) -> dict[str, object]:
    """Everything known of the person, by the name of the part."""
    return {name: part.export(user) for name, part in _parts.items()}


@transaction.atomic
def erase_person(user: User) -> None:
    """Leave nothing that names them. Staff keep the account, under a new subject."""
    if user.works_here:
        erase_parts(user)
        Member.objects.filter(user=user).delete()
        user.subject = uuid4()
        user.save(update_fields=["subject"])
    else:
        user.delete()  # the parts go with it: see receivers.py


def erase_parts(user: User) -> None:
    """Have each app forget the person; the last to register forgets first."""
    for part in reversed(_parts.values()):
        part.erase(user)


def export_account(user: User) -> dict[str, object]:
    """The account, the membership, and each step of the consent."""
    member = Member.objects.filter(user=user).first()
    events = ConsentEvent.objects.of(user.subject)
    return {
        "address": user.email,
        "name": user.get_full_name(),
        "account_since": user.date_joined.isoformat(),
        "confirmed": member.confirmed_at.isoformat() if member and member.confirmed_at else None,
        "choices": choices_of(member) if member else None,
        "consent": [
            {
                "when": event.happened_at.isoformat(),
                "what": event.get_action_display(),
                "words": event.wording,
                "where": event.source,
                "chosen": event.detail,
                "by": event.get_actor_display(),
            }
            for event in events
        ],
    }


def erase_traces(user: User) -> None:
    """Sessions, and the address in the editors' desk's log. Staff keep theirs."""
    if user.works_here:
        return
    if user.last_login:
        sessions.end_all(user)
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    )
    entries.update(label="(erased)", data={})
