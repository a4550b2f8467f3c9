"""The letters one person was sent, as far as the post office still knows."""

from django.db.models import Q, QuerySet

from mail.models import Delivery
from members.models import User


def export(user: User) -> list[dict[str, object]]:
    """Each letter: what it was, when, and whether it arrived."""
    return [
        {
            "letter": delivery.mailing.label,
            "when": delivery.mailing.created_at.isoformat(),
            "came_to": delivery.get_status_display(),
        }
        for delivery in _letters(user).select_related("mailing").order_by("pk")
    ]


def erase(user: User) -> None:
    """What was sent forgets to whom; what still waits has no address to go to."""
    _letters(user).update(address=None, token="", recipient=None)


def _letters(user: User) -> QuerySet[Delivery]:
    return Delivery.objects.filter(Q(recipient=user) | Q(address=user.email))
