"""What newsletters know of a person."""

from members.models import User
from newsletters.models import Subscription


def export(user: User) -> object:
    """Which newsletters they get or got. Not the token: whoever holds it may unsubscribe."""
    subscriptions = Subscription.objects.filter(member__user=user).select_related("newsletter")
    return [
        {
            "newsletter": subscription.newsletter.name,
            "since": subscription.subscribed_at.isoformat(),
            "ended": subscription.ended_at.isoformat() if subscription.ended_at else None,
            "ended_by": subscription.get_ended_via_display(),
        }
        for subscription in subscriptions
    ]


def erase(user: User) -> None:
    """Forget that they had a newsletter. That nobody writes to them is kept by the post office."""
    Subscription.objects.filter(member__user=user).delete()
