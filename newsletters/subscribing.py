"""Beginning and ending a subscription. Ending it takes effect at once, also for letters in hand."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mail import suppression
from mail.enums import SuppressionReason
from members.enums import ConsentAction
from members.models import ConsentEvent, Member
from newsletters.enums import EndedVia
from newsletters.models import Newsletter, Subscription


@transaction.atomic
def subscribe(member: Member, newsletter: Newsletter, *, at: datetime | None = None) -> bool:
    """Send it to them from now on. False if they get it already.

    An old subscription is taken up again with its token, so links in old letters keep working.
    """
    at = at or timezone.now()
    subscription, created = Subscription.objects.get_or_create(
        member=member, newsletter=newsletter, defaults={"subscribed_at": at}
    )
    if not created:
        ended = Subscription.objects.filter(pk=subscription.pk, ended_at__isnull=False)
        if not ended.update(ended_at=None, ended_via="", subscribed_at=at):
            return False
    suppression.lift(member.user.email, scope=newsletter.scope, reason="subscribed")
    return True


@transaction.atomic
def start(member: Member, newsletter: Newsletter, *, source: str) -> bool:
    """Subscribe somebody who asks for it themselves, and keep the proof that they did."""
    begun = subscribe(member, newsletter)
    if begun:
        ConsentEvent.objects.create(
            subject=member.user.subject,
            action=ConsentAction.CHANGED,
            source=source,
            detail={"newsletter": newsletter.slug, "subscribed": True},
        )
    return begun


@transaction.atomic
def unsubscribe(subscription: Subscription, *, via: EndedVia, source: str) -> bool:
    """Never send it to them again. Of several at once, one does it, and all find it done."""
    live = Subscription.objects.live().filter(pk=subscription.pk)
    if not live.update(ended_at=timezone.now(), ended_via=via):
        return False
    member, newsletter = subscription.member, subscription.newsletter
    suppression.suppress(
        member.user.email,
        reason=SuppressionReason.UNSUBSCRIBED,
        scope=newsletter.scope,
        source=source,
    )
    ConsentEvent.objects.create(
        subject=member.user.subject,
        action=ConsentAction.WITHDRAWN,
        source=source,
        detail={"newsletter": newsletter.slug, "via": via.value},
    )
    return True


def subscribe_to_defaults(member: Member) -> None:
    """What every new member gets; for one who comes back, what they once stopped begins anew."""
    for newsletter in Newsletter.objects.filter(is_default=True):
        subscribe(member, newsletter)


def end_all(member: Member) -> None:
    """For one who leaves: nothing more, not even what is in the post already."""
    for newsletter in Newsletter.objects.filter(subscriptions__member=member):
        suppression.suppress(
            member.user.email,
            reason=SuppressionReason.UNSUBSCRIBED,
            scope=newsletter.scope,
            source="left",
        )
    Subscription.objects.live().filter(member=member).update(
        ended_at=timezone.now(), ended_via=EndedVia.LEFT
    )
