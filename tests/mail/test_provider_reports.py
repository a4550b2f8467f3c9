"""Each provider's reports through Anymail's own view: posted twice, in any order, and forged."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from mail import receipts
from mail.enums import BatchState, DeliveryStatus, MailingState, SuppressionReason
from mail.models import Batch, Delivery, Receipt, Suppression
from mail.suppression import is_suppressed
from mail.sweeping import sweep
from tests.factories.mail import mailing, send_everything

pytestmark = pytest.mark.django_db

SECRET = "reports:a-long-password"
MAILBOX_GONE, MAILBOX_FULL, COMPLAINT, DELIVERED = "gone", "full", "complaint", "delivered"


def metadata(delivery):
    return {"d": str(delivery.pk)}


def postmark(kind, delivery, at):
    types = {MAILBOX_GONE: "HardBounce", MAILBOX_FULL: "SoftBounce", COMPLAINT: "SpamComplaint"}
    record = {COMPLAINT: "SpamComplaint", DELIVERED: "Delivery"}.get(kind, "Bounce")
    moment = "DeliveredAt" if kind == DELIVERED else "BouncedAt"
    told = {"RecordType": record, moment: at.isoformat(), "MessageID": "pm-1"}
    return told | {"Type": types.get(kind, ""), "Metadata": metadata(delivery)}


def resend(kind, delivery, at):
    types = {COMPLAINT: "email.complained", DELIVERED: "email.delivered"}
    bounces = {
        MAILBOX_GONE: {"type": "Permanent", "message": "sent a hard bounce message"},
        MAILBOX_FULL: {"type": "Transient", "message": "sent a general bounce message"},
    }
    headers = [{"name": "X-Metadata", "value": json.dumps(metadata(delivery))}]
    data = {"email_id": "re-1", "to": [delivery.address], "headers": headers}
    if kind in bounces:
        data["bounce"] = bounces[kind]
    type_ = types.get(kind, "email.bounced")
    return {"type": type_, "created_at": at.isoformat(), "data": data}


def brevo(kind, delivery, at):
    events = {MAILBOX_GONE: "hard_bounce", MAILBOX_FULL: "soft_bounce", COMPLAINT: "spam"}
    told = {"event": events.get(kind, "delivered"), "email": delivery.address, "message-id": "<1>"}
    custom = json.dumps(metadata(delivery))
    return told | {"ts_epoch": int(at.timestamp() * 1000), "X-Mailin-custom": custom}


def mailtrap(kind, delivery, at):
    events = {MAILBOX_GONE: "bounce", MAILBOX_FULL: "soft bounce", COMPLAINT: "spam"}
    event = {"event": events.get(kind, "delivery"), "message_id": "mt-1", "event_id": kind}
    event |= {"timestamp": int(at.timestamp()), "email": delivery.address}
    return {"events": [event | {"custom_variables": metadata(delivery)}]}


def mailjet(kind, delivery, at):
    facts = {
        MAILBOX_GONE: {"event": "bounce", "error": "user unknown", "hard_bounce": True},
        MAILBOX_FULL: {"event": "bounce", "error": "quota exceeded", "hard_bounce": False},
        COMPLAINT: {"event": "spam"},
        DELIVERED: {"event": "sent"},
    }[kind]
    told = {"time": int(at.timestamp()), "MessageID": 1001, "email": delivery.address}
    return [facts | told | {"Payload": json.dumps(metadata(delivery))}]


def ses(kind, delivery, at):
    kinds = {DELIVERED: "Delivery", COMPLAINT: "Complaint"}
    types = {MAILBOX_GONE: "Permanent", MAILBOX_FULL: "Transient"}
    recipient = {"emailAddress": delivery.address}
    about = {
        "Delivery": {"delivery": {"recipients": [delivery.address]}},
        "Complaint": {"complaint": {"complainedRecipients": [recipient]}},
    }
    bounce = {"bounceType": types.get(kind), "bounceSubType": "General"}
    headers = [{"name": "X-Metadata", "value": json.dumps(metadata(delivery))}]
    mail = {"messageId": "ses-1", "destination": [delivery.address], "headers": headers}
    told = {"eventType": kinds.get(kind, "Bounce"), "mail": mail}
    told |= about.get(kinds.get(kind), {"bounce": bounce | {"bouncedRecipients": [recipient]}})
    sns = {"Type": "Notification", "MessageId": "sns-1", "Timestamp": at.isoformat()}
    return sns | {"Message": json.dumps(told)}


SNS = {"x-amz-sns-message-type": "Notification", "x-amz-sns-message-id": "sns-1"}
SPOKEN = {
    "postmark": postmark,
    "postmark-bulk": postmark,
    "resend": resend,
    "brevo": brevo,
    "mailtrap": mailtrap,
    "mailjet": mailjet,
    "ses": ses,
}


@pytest.fixture(params=SPOKEN)
def name(request):
    return request.param


@pytest.fixture
def provider(use, settings, name):
    stand_in = use(name)
    settings.WEBHOOK_SECRET = [SECRET]
    settings.ANYMAIL = settings.ANYMAIL | {"WEBHOOK_SECRET": [SECRET]}
    return stand_in


@pytest.fixture
def report(client, provider, name):
    def post(kind, delivery, *, secret=SECRET, at=datetime(2026, 11, 3, 9, tzinfo=UTC), **headers):
        login = base64.b64encode(secret.encode()).decode()
        return client.post(
            f"/anymail/{name}/tracking/",
            json.dumps(SPOKEN[name](kind, delivery, at)),
            content_type="application/json",
            headers=({"Authorization": f"Basic {login}"} if secret else {}) | SNS | headers,
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


def test_a_report_posted_twice_counts_once_and_the_worst_news_stays(report, sent):
    for kind in (COMPLAINT, DELIVERED, COMPLAINT, DELIVERED):
        assert report(kind, first()).status_code == 200

    receipts.process()

    assert Receipt.objects.count() == 2
    assert first().status == DeliveryStatus.COMPLAINED
    assert Suppression.objects.get().reason == SuppressionReason.COMPLAINT


def test_a_mailbox_that_does_not_exist_is_never_written_to_again(report, sent):
    report(MAILBOX_GONE, first())
    report(MAILBOX_GONE, first())
    receipts.process()

    assert first().status == DeliveryStatus.BOUNCED
    assert is_suppressed(first().address)


def test_a_mailbox_that_is_full_today_is_written_to_again(report, sent):
    report(MAILBOX_FULL, first())
    report(MAILBOX_FULL, first())
    receipts.process()

    assert Receipt.objects.count() == 1
    assert first().status in {DeliveryStatus.BOUNCED, DeliveryStatus.DEFERRED}
    assert not is_suppressed(first().address)


def test_a_report_before_our_own_commit_is_kept(report, provider):
    made = mailing(number=1)
    report(DELIVERED, first())
    receipts.process()

    send_everything()

    assert first().status == DeliveryStatus.DELIVERED
    made.refresh_from_db()
    assert made.state == MailingState.SENT


def test_news_proves_as_much_as_the_provider_takes_at_once(report, provider, name):
    provider.script.default = "500"
    provider.script.calls.append("accept_500")
    mailing(number=2)
    send_everything()

    report(DELIVERED, first(), at=timezone.now())
    sweep()

    ranks = sorted(Delivery.objects.values_list("status", flat=True))
    if name in {"postmark-bulk", "resend", "brevo"}:
        assert ranks == [DeliveryStatus.ACCEPTED, DeliveryStatus.DELIVERED]
        assert Batch.objects.get().state == BatchState.DONE
    else:
        assert ranks == [DeliveryStatus.UNKNOWN, DeliveryStatus.DELIVERED]
        assert Batch.objects.get().state == BatchState.AMBIGUOUS


@pytest.mark.parametrize("secret", ["", "reports:another-password", "reports:"])
def test_whoever_does_not_know_the_secret_is_not_listened_to(report, sent, secret):
    assert report(DELIVERED, first(), secret=secret).status_code == 401
    assert not Receipt.objects.exists()


def test_without_a_secret_nobody_is_listened_to(report, sent, settings):
    settings.WEBHOOK_SECRET = []

    assert report(DELIVERED, first()).status_code == 401
    assert not Receipt.objects.exists()


def test_nonsense_is_turned_away(client, provider, name):
    login = base64.b64encode(SECRET.encode()).decode()
    answer = client.post(
        f"/anymail/{name}/tracking/",
        "{",
        content_type="application/json",
        headers={"Authorization": f"Basic {login}"} | SNS,
    )

    assert answer.status_code == 400


def test_only_the_provider_in_use_is_listened_to(report, sent, settings):
    settings.EMAIL_PROVIDER = "mailgun"

    assert report(DELIVERED, first()).status_code == 404


@pytest.mark.parametrize("name", ["mailtrap"])
def test_mailtraps_signature_is_checked_where_its_secret_is_set(report, sent, settings):
    settings.ANYMAIL = settings.ANYMAIL | {"MAILTRAP_TRACKING_SECRET": "signing"}
    at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    body = json.dumps(mailtrap(DELIVERED, first(), at)).encode()
    signature = hmac.new(b"signing", body, hashlib.sha256).hexdigest()

    assert report(DELIVERED, first()).status_code == 400
    assert report(DELIVERED, first(), **{"Mailtrap-Signature": "forged"}).status_code == 400
    assert not Receipt.objects.exists()
    assert report(DELIVERED, first(), **{"Mailtrap-Signature": signature}).status_code == 200
    assert Receipt.objects.exists()
