"""Less instead of nothing: at most one letter a month or a quarter, or none for a while.

Both hold for all newsletters of a member. Neither ever makes it more than it was, however often
and in whatever order the buttons are pressed.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import preferences
from members.enums import Frequency
from members.models import Member
from members.pausing import in_months
from newsletters import subscribing
from newsletters.enums import Cadence
from newsletters.models import Subscription

PAUSE_MONTHS = 3
BACK_WITHIN = timedelta(days=30)
"""So long a letter's link undoes a stop. Later, somebody else may hold the letter: one signs in."""
FROM_OFTEN_TO_SELDOM = [Frequency.EVERY, Frequency.MONTHLY, Frequency.QUARTERLY]


def may_come(subscription: Subscription) -> bool:
    """Whether its link may say that it comes: to a member, and not long after it was stopped."""
    member, ended_at = subscription.member, subscription.ended_at
    recently = ended_at is None or timezone.now() - ended_at < BACK_WITHIN
    return bool(recently and member.confirmed_at and member.user.is_active)


def less_often(subscription: Subscription) -> Frequency | None:
    """The next step that would make a difference; None where there is none."""
    now = Frequency(subscription.member.frequency)
    if now == Frequency.EVERY and subscription.newsletter.cadence == Cadence.MONTHLY:
        now = Frequency.MONTHLY
    seldomer = FROM_OFTEN_TO_SELDOM[FROM_OFTEN_TO_SELDOM.index(now) + 1 :]
    return seldomer[0] if seldomer else None


@transaction.atomic
def take_less_often(subscription: Subscription, frequency: Frequency, *, source: str) -> Member:
    """Have it come that often at most; a newsletter that was stopped begins again like that."""
    member = _begun(subscription, source=source)
    now = Frequency(member.frequency)
    if FROM_OFTEN_TO_SELDOM.index(frequency) > FROM_OFTEN_TO_SELDOM.index(now):
        preferences.change(member, source=source, frequency=frequency)
    return member


@transaction.atomic
def pause(subscription: Subscription, *, source: str) -> Member:
    """Have nothing come for three months; a longer pause stays as it is."""
    member = _begun(subscription, source=source)
    until = in_months(timezone.localdate(), PAUSE_MONTHS)
    if member.paused_until is None or member.paused_until < until:
        preferences.change(member, source=source, paused_until=until)
    return member


def _begun(subscription: Subscription, *, source: str) -> Member:
    """Its member, held until the end of the transaction; with the newsletter coming."""
    members = Member.objects.select_for_update(of=["self"]).select_related("user", "role", "area")
    member = members.get(pk=subscription.member_id)
    subscribing.start(member, subscription.newsletter, source=source)
    return member
