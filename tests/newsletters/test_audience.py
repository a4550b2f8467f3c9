"""Who gets an edition, and the reason why each of the others does not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from mail import suppression
from mail.enums import DeliveryStatus, SuppressionReason
from mail.models import Delivery
from members.enums import Frequency
from newsletters.audience import audience, recipients
from newsletters.dispatching import hand_over
from newsletters.enums import Exclusion
from newsletters.models import Subscription
from tests.factories.mail import send_everything
from tests.factories.newsletters import approved, member, newsletter_with_archive, reader
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db


def who(readers):
    return sorted(address for _, address, _ in recipients(readers.subscriptions))


def test_confirmed_members_with_a_live_subscription_and_nobody_else(newsletter, site):
    ada = reader(newsletter, "ada@example.org")
    reader(newsletter, "not-confirmed@example.org", confirmed=False)
    ended = reader(newsletter, "ended@example.org")
    Subscription.objects.filter(pk=ended.pk).update(ended_at=NOW)
    closed = reader(newsletter, "closed@example.org")
    type(closed.member.user).objects.filter(pk=closed.member.user_id).update(is_active=False)
    member("no-subscription@example.org")
    reader(newsletter_with_archive(site, name="Other"), "other@example.org")

    readers = audience(newsletter, at=NOW)

    assert list(recipients(readers.subscriptions)) == [
        (ada.member.user_id, "ada@example.org", ada.token)
    ]
    assert readers.candidates == 3
    assert readers.excluded == {Exclusion.UNCONFIRMED: 2}
    assert readers.planned == 1


def test_addresses_that_take_no_more_letters_are_left_out_and_counted(newsletter, site):
    other = newsletter_with_archive(site, name="Other")
    for name in ("bounced", "stopped-this", "stopped-other", "ada"):
        reader(newsletter, f"{name}@example.org")
    suppression.suppress("bounced@example.org", reason=SuppressionReason.BOUNCE)
    suppression.suppress(
        "stopped-this@example.org", reason=SuppressionReason.UNSUBSCRIBED, scope=newsletter.scope
    )
    suppression.suppress(
        "stopped-other@example.org", reason=SuppressionReason.UNSUBSCRIBED, scope=other.scope
    )

    readers = audience(newsletter, at=NOW)

    assert who(readers) == ["ada@example.org", "stopped-other@example.org"]
    assert readers.excluded == {Exclusion.SUPPRESSED: 2}


def test_once_a_month_at_most_means_the_first_edition_of_each_month(newsletter, clock):
    clock.move_to(datetime(2026, 11, 3, 12, tzinfo=UTC))
    reader(newsletter, "monthly@example.org", frequency=Frequency.MONTHLY)
    reader(newsletter, "every@example.org")
    hand_over(approved(newsletter).pk)
    send_everything()

    november = audience(newsletter, at=NOW)
    december = audience(newsletter, at=NOW + timedelta(days=8))

    assert who(november) == ["every@example.org"]
    assert november.excluded == {Exclusion.MONTHLY: 1}
    assert who(december) == ["every@example.org", "monthly@example.org"]


def test_the_month_begins_at_midnight_where_the_newsletter_lives(newsletter, clock):
    clock.move_to(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    reader(newsletter, "monthly@example.org", frequency=Frequency.MONTHLY)
    hand_over(approved(newsletter).pk)
    send_everything()

    before = audience(newsletter, at=datetime(2026, 6, 30, 22, 59, tzinfo=UTC))
    after = audience(newsletter, at=datetime(2026, 6, 30, 23, 0, tzinfo=UTC))

    assert who(before) == []
    assert who(after) == ["monthly@example.org"]


@pytest.mark.parametrize("status", [DeliveryStatus.REFUSED, DeliveryStatus.CANCELLED])
def test_a_letter_that_never_left_does_not_count_as_this_months(newsletter, status):
    reader(newsletter, "monthly@example.org", frequency=Frequency.MONTHLY)
    hand_over(approved(newsletter).pk)
    Delivery.objects.filter(address="monthly@example.org").update(status=status)

    assert who(audience(newsletter, at=timezone.now())) == ["monthly@example.org"]


def test_everybody_considered_is_counted_exactly_once(newsletter):
    reader(newsletter, "ada@example.org")
    reader(newsletter, "twice@example.org", confirmed=False, frequency=Frequency.MONTHLY)
    suppression.suppress("twice@example.org", reason=SuppressionReason.BOUNCE)

    readers = audience(newsletter, at=NOW)

    assert readers.candidates == readers.planned + sum(readers.excluded.values()) == 2
    assert readers.reasons == [(Exclusion.UNCONFIRMED.label, 1)]
