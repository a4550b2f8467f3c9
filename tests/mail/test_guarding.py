"""A newsletter that goes wrong is stopped before it does more harm."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from mail import control, guarding
from mail.enums import DeliveryStatus, MailingState
from mail.models import Delivery, Mailing, Receipt
from mail.receipts import process
from tests.factories.mail import mailing, send_everything

pytestmark = pytest.mark.django_db

DELIVERED, BOUNCED = DeliveryStatus.DELIVERED, DeliveryStatus.BOUNCED
COMPLAINED = DeliveryStatus.COMPLAINED


def report(kind, deliveries, **facts):
    Receipt.objects.bulk_create(
        Receipt(
            dedupe_key=f"{kind}{delivery.pk}{facts}",
            delivery=delivery,
            kind=kind,
            happened_at=timezone.now(),
            **facts,
        )
        for delivery in deliveries
    )


@pytest.fixture
def halfway(provider):
    """150 of 250 letters are taken, the rest waits."""
    provider.script.calls.extend(["ok", "ok", "429"])
    provider.script.retry_after = 3600
    sent = mailing(number=250)
    send_everything()
    return sent


def taken():
    return list(Delivery.objects.filter(status=DeliveryStatus.ACCEPTED).order_by("pk"))


def test_three_calls_in_a_row_without_a_clear_answer_pause_the_mailing(provider):
    provider.script.calls.extend(["ok", "500", "reset", "accept_badjson"])
    sent = mailing(number=1500)
    Mailing.objects.update(wave=9)

    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.PAUSED
    assert sent.paused_reason.startswith("3 calls in a row ended without a clear answer")
    assert provider.hits == 4
    assert "@" not in sent.paused_reason


def test_doubts_with_an_answer_between_them_pause_nothing(provider):
    provider.script.calls.extend(["ok", "500", "ok", "500", "ok", "500"])
    sent = mailing(number=2000)
    Mailing.objects.update(wave=9)

    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING


def test_what_was_resumed_has_to_go_wrong_anew_before_it_stops_again(provider):
    provider.script.calls.extend(["ok", "500", "500", "500", "500", "ok"])
    sent = mailing(number=2000)
    Mailing.objects.update(wave=9)
    send_everything()
    sent.refresh_from_db()

    control.resume(sent)
    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING
    assert provider.hits == 7


def test_too_many_bounces_pause_what_is_left_with_the_reason_in_words(halfway):
    report("delivered", taken()[:110])
    report("bounced", taken()[110:116], reason="bounced")

    process()

    halfway.refresh_from_db()
    assert halfway.state == MailingState.PAUSED
    assert halfway.paused_reason.startswith("6 of 116 letters that were answered for bounced")
    entry = ModelLogEntry.objects.get(action="mail.stop")
    assert (entry.user, entry.data["reason"]) == (None, halfway.paused_reason)


def test_of_few_answers_a_share_says_nothing(halfway):
    report("delivered", taken()[:50])
    report("bounced", taken()[50:99], reason="bounced")

    process()

    halfway.refresh_from_db()
    assert halfway.state == MailingState.SENDING
    assert halfway.answers == {"40": 50, "50": 49}


def test_bounces_that_staff_have_seen_do_not_stop_it_again(halfway):
    report("delivered", taken()[:110])
    report("bounced", taken()[110:116], reason="bounced")
    process()
    halfway.refresh_from_db()
    control.resume(halfway)

    report("bounced", taken()[:1], reason="bounced")
    process()

    halfway.refresh_from_db()
    assert halfway.state == MailingState.SENDING


@pytest.mark.parametrize(
    ("numbers", "stops", "worries"),
    [
        ({DELIVERED: 95, BOUNCED: 5}, False, False),
        ({DELIVERED: 94, BOUNCED: 6}, True, False),
        ({DELIVERED: 99, COMPLAINED: 1}, False, True),
        ({DELIVERED: 997, COMPLAINED: 3}, False, True),
        ({DELIVERED: 996, COMPLAINED: 4}, True, True),
        ({DELIVERED: 999, COMPLAINED: 1}, False, False),
        ({DELIVERED: 40, COMPLAINED: 9}, False, False),
    ],
)
def test_the_limits_are_those_of_the_great_mail_providers(numbers, stops, worries):
    assert bool(guarding.why_stop(numbers)) is stops
    assert bool(guarding.worry(numbers)) is worries


def test_a_mailing_that_has_left_is_counted_and_not_paused(provider):
    sent = mailing(number=120)
    send_everything()
    report("bounced", Delivery.objects.all(), reason="bounced")

    process()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert sent.answers == {"50": 120}
