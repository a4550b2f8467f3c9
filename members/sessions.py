"""Ending sessions: those of one person wherever they are open, and those that are over."""

import json

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from members.models import User


def end_all(user: User) -> None:
    """Also ends a sign-in that waits for its code.

    The table does not say whose a session is, so each is opened. Only people who signed in or
    asked for a code have one, so there are few.
    """
    sessions = Session.objects.iterator(chunk_size=1000)
    mine = [session.pk for session in sessions if _belongs(session.get_decoded(), user)]
    Session.objects.filter(pk__in=mine).delete()


def forget_expired() -> None:
    """Delete what nobody can come back to: it may hold an address. A chore."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def _belongs(content: dict[str, object], user: User) -> bool:
    if content.get(SESSION_KEY) == str(user.pk):
        return True
    return json.dumps(user.email) in json.dumps(content, default=str)
