"""An address that cannot be reached again and again is given up; a full mailbox is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mail import outbox
from mail.enums import DeliveryStatus, SuppressionReason
from mail.models import Delivery, Receipt, Suppression
from mail.receipts import SET, process
from mail.suppression import is_suppressed
from tests.factories.mail import envelope, mailing, people, send_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return people(1, "ada")


def edition(users, number, *, kind="bounced", reason="blocked", days_ago=0):
    """One newsletter, and what the provider reported of it."""
    sent = mailing(users, key=f"hub-news:{number}")
    Receipt.objects.create(
        dedupe_key=f"{number}{kind}",
        delivery=sent.deliveries.get(),
        kind=kind,
        reason=reason,
        happened_at=timezone.now() - timedelta(days=days_ago),
    )
    process()


def is_given_up():
    return is_suppressed("ada0@example.org")


def test_five_newsletters_in_a_row_that_could_not_be_delivered_are_enough(ada):
    for number in range(4):
        edition(ada, number, days_ago=60 - 7 * number)
    assert not is_given_up()

    edition(ada, 4)

    assert is_given_up()
    assert Suppression.objects.get().reason == SuppressionReason.UNREACHABLE


def test_one_that_arrives_between_them_starts_the_count_anew(ada):
    for number in range(4):
        edition(ada, number, days_ago=60 - 7 * number)
    edition(ada, 4, kind="delivered", reason="", days_ago=20)
    for number in range(5, 9):
        edition(ada, number, days_ago=18 - number)

    assert not is_given_up()


def test_a_week_in_which_a_mail_server_is_away_is_nobodys_fault(ada):
    for number in range(6):
        edition(ada, number, days_ago=6 - number)

    assert not is_given_up()


def test_what_lies_long_back_is_forgotten(ada):
    for number in range(4):
        edition(ada, number, days_ago=500)
    edition(ada, 4)

    assert not is_given_up()


def test_reports_about_one_letter_count_once(ada):
    sent = mailing(ada)
    for number in range(9):
        Receipt.objects.create(
            dedupe_key=str(number),
            delivery=sent.deliveries.get(),
            kind="bounced",
            reason="timed_out",
            happened_at=timezone.now() - timedelta(days=5 * number),
        )
    process()

    assert not is_given_up()


def test_who_cannot_be_reached_by_newsletters_still_gets_the_code_they_ask_for(ada, mailbox):
    for number in range(5):
        edition(ada, number, days_ago=60 - 7 * number)

    outbox.post(envelope(to="ada0@example.org"), key="code:1")
    send_everything()

    assert len(list(mailbox.glob("*.eml"))) == 1


def test_a_set_of_reports_costs_a_handful_of_questions(django_assert_max_num_queries):
    sent = mailing(number=300)
    kinds = [("delivered", ""), ("bounced", "bounced"), ("bounced", "blocked"), ("complained", "")]
    Receipt.objects.bulk_create(
        Receipt(
            dedupe_key=str(delivery.pk),
            delivery=delivery,
            kind=kinds[place % 4][0],
            reason=kinds[place % 4][1],
            happened_at=timezone.now(),
        )
        for place, delivery in enumerate(sent.deliveries.order_by("pk"))
    )
    assert SET >= 300

    with django_assert_max_num_queries(16):
        process()

    assert Suppression.objects.count() == 150
    assert Delivery.objects.filter(status=DeliveryStatus.COMPLAINED).count() == 75
