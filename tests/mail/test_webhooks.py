"""What the provider reports, through Anymail's own view, signature and all."""

import base64
import hashlib
import hmac
import json

import pytest
from django.utils import timezone

from mail import receipts
from mail.enums import BatchState, DeliveryStatus, MailingState, SuppressionReason
from mail.models import Batch, Delivery, Receipt, Suppression
from mail.suppression import is_suppressed
from mail.sweeping import sweep
from tests.factories.mail import SCOPE, mailing, send_everything

pytestmark = pytest.mark.django_db

SECRET = "reports:a-long-password"


@pytest.fixture(autouse=True)
def reports_are_expected(provider, settings):
    settings.WEBHOOK_SECRET = [SECRET]
    settings.ANYMAIL = settings.ANYMAIL | {
        "WEBHOOK_SECRET": [SECRET],
        "MAILGUN_WEBHOOK_SIGNING_KEY": "signing",
    }


@pytest.fixture
def report(client):
    def post(kind, delivery, *, secret=SECRET, key="signing", nonce="t1", **facts):
        stamp = str(int(timezone.now().timestamp()))
        signature = hmac.new(key.encode(), f"{stamp}{nonce}".encode(), hashlib.sha256)
        event = {
            "event": kind,
            "timestamp": 1_800_000_000.5,
            "recipient": delivery.address,
            "message": {"headers": {"message-id": "call.1@hub.example.org"}},
            "user-variables": {"d": str(delivery.pk)},
            **facts,
        }
        signed = {"timestamp": stamp, "token": nonce, "signature": signature.hexdigest()}
        login = base64.b64encode(secret.encode()).decode()
        return client.post(
            "/anymail/mailgun/tracking/",
            json.dumps({"signature": signed, "event-data": event}),
            content_type="application/json",
            headers={"Authorization": f"Basic {login}"} if secret else {},
        )

    return post


@pytest.fixture
def sent(provider):
    """A newsletter to two, accepted."""
    made = mailing(number=2)
    send_everything()
    return made


def first():
    return Delivery.objects.order_by("pk").first()


def test_a_report_is_written_down_once_and_raises_the_status(report, sent):
    assert report("delivered", first()).status_code == 200
    assert report("delivered", first(), nonce="t2").status_code == 200
    assert Receipt.objects.count() == 1

    receipts.process()

    assert first().status == DeliveryStatus.DELIVERED
    assert Receipt.objects.get().processed_at is not None


def test_reports_may_come_in_any_order(report, sent):
    report("complained", first())
    report("delivered", first())
    report("accepted", first())
    receipts.process()
    report("failed", first(), severity="temporary")
    receipts.process()

    assert first().status == DeliveryStatus.COMPLAINED


def test_a_report_before_our_own_commit_is_kept(report, provider):
    made = mailing(number=1)
    report("delivered", first())
    receipts.process()

    send_everything()

    assert first().status == DeliveryStatus.DELIVERED
    assert provider.hits == 0
    made.refresh_from_db()
    assert made.state == MailingState.SENT


def test_an_address_that_does_not_exist_is_never_written_to_again(report, sent):
    report("failed", first(), severity="permanent", reason="bounce")
    receipts.process()

    assert first().status == DeliveryStatus.BOUNCED
    assert is_suppressed(first().address)
    assert Suppression.objects.get().reason == SuppressionReason.BOUNCE


def test_a_full_mailbox_is_no_reason_to_stop_writing(report, sent):
    report("failed", first(), severity="temporary", reason="generic")
    receipts.process()

    assert first().status == DeliveryStatus.DEFERRED
    assert not is_suppressed(first().address)


def test_a_complaint_stops_all_newsletters_and_the_providers_own_unsubscribe_stops_one(
    report, sent
):
    one, other = Delivery.objects.order_by("pk")
    report("complained", one)
    report("unsubscribed", other)
    receipts.process()

    assert is_suppressed(one.address)
    assert is_suppressed(other.address, SCOPE)
    assert not is_suppressed(other.address)


def test_who_opened_what_is_not_written_down(report, sent):
    report("opened", first())
    report("clicked", first())

    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"secret": ""}, 401),
        ({"secret": "reports:another-password"}, 401),
        ({"key": "forged"}, 400),
    ],
)
def test_whoever_does_not_know_the_secrets_is_not_listened_to(report, sent, facts, status):
    assert report("delivered", first(), **facts).status_code == status
    assert not Receipt.objects.exists()


def test_without_a_secret_nobody_is_listened_to(report, sent, settings):
    settings.WEBHOOK_SECRET = []

    assert report("delivered", first()).status_code == 401


def test_nonsense_and_floods_are_turned_away(client, settings):
    login = base64.b64encode(SECRET.encode()).decode()
    options = {
        "content_type": "application/json",
        "headers": {"Authorization": f"Basic {login}"},
    }
    address = "/anymail/mailgun/tracking/"
    assert client.post(address, "{", **options).status_code == 400
    assert client.post(address, "x" * 10_000_000, **options).status_code == 413
    assert client.get(address, headers=options["headers"]).status_code == 405
    assert client.post("/anymail/postmark/tracking/", "{}", **options).status_code == 404


def test_a_report_about_an_unknown_letter_is_dropped(report, sent):
    gone = first()
    gone.pk = 999_999

    assert report("delivered", gone).status_code == 200
    assert not Receipt.objects.exists()


def test_news_of_one_recipient_proves_an_uncertain_batch_that_is_taken_as_a_whole(report, provider):
    provider.script.calls.append("accept_500")
    made = mailing(number=3)
    send_everything()
    assert Batch.objects.get().state == BatchState.AMBIGUOUS

    report("delivered", first(), timestamp=timezone.now().timestamp())
    sweep()

    assert Batch.objects.get().state == BatchState.DONE
    ranks = sorted(Delivery.objects.values_list("status", flat=True))
    assert ranks == [
        DeliveryStatus.ACCEPTED,
        DeliveryStatus.ACCEPTED,
        DeliveryStatus.DELIVERED,
    ]
    made.refresh_from_db()
    assert made.state == MailingState.SENT
    assert provider.hits == 1
