"""Service letters live and die with the transaction that asked for them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction

from mail import outbox, sweeping, waking
from mail.backend import CannotBePosted
from mail.enums import BatchState, MailingState, Stream
from mail.models import Batch, Delivery, Letter, Mailing
from tests.factories.mail import envelope, mailing, send_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    """What the workers were called for."""
    heard = []
    monkeypatch.setattr(waking, "wake", lambda stream, *, pumps=1: heard.append((stream, pumps)))
    return heard


def test_a_letter_whose_cause_did_not_happen_was_never_posted():
    with transaction.atomic():
        outbox.post(envelope(), key="code:1")
        transaction.set_rollback(True)

    assert not Mailing.objects.exists()


def test_a_worker_is_called_when_the_letter_is_there_to_be_seen(
    calls, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        outbox.post(envelope(), key="code:1")
        assert calls == []

    assert calls == [(Stream.SERVICE, 1)]


def test_a_newsletter_calls_as_many_pumps_as_may_work_at_once(
    calls, settings, django_capture_on_commit_callbacks
):
    settings.MAIL_PUMPS = 4
    with django_capture_on_commit_callbacks(execute=True):
        mailing(number=1)

    assert calls == [(Stream.BULK, 4)]


def test_a_call_that_was_lost_is_made_again_by_the_tick(calls):
    outbox.post(envelope(), key="code:1")
    sweeping.sweep()

    assert calls == [(Stream.SERVICE, 1)]

    send_everything()
    calls.clear()
    sweeping.sweep()
    assert calls == []


def test_a_letter_to_nobody_is_refused_where_it_is_posted():
    with pytest.raises(ValidationError):
        outbox.post(envelope(to="nobody"), key="code:1")

    assert not Mailing.objects.exists()


def test_a_service_letter_that_cannot_be_made_is_given_up_and_forgotten(caplog):
    posted = outbox.post(
        envelope(words=envelope().words.__class__(subject="a\nb", text="secret")), key="code:1"
    )

    send_everything()

    posted.refresh_from_db()
    assert posted.state == MailingState.SENT
    assert Batch.objects.get().state == BatchState.DEAD
    assert Letter.objects.get().text == ""
    assert "ada@" not in caplog.text


@pytest.fixture
def _outbox_for_django(settings):
    settings.EMAIL_BACKEND = "mail.backend.OutboxEmailBackend"


@pytest.mark.usefixtures("_outbox_for_django")
def test_what_django_mails_goes_through_the_outbox_too(mailbox):
    message = EmailMultiAlternatives(
        "Your page was\npublished",
        "Have a look.",
        "Alongside <news@example.org>",
        ["ada@example.org", "ben@example.org"],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative("<p>Have a look.</p>", "text/html")
    message.subject = "Your page was published"
    message.send()

    assert Delivery.objects.count() == 2
    send_everything()
    letters = [path.read_text() for path in mailbox.glob("*.eml")]
    assert len(letters) == 2
    for letter in letters:
        assert ("ada@" in letter) is not ("ben@" in letter)
        assert "Subject: Your page was published" in letter


@pytest.mark.usefixtures("_outbox_for_django")
def test_two_equal_letters_of_django_are_two():
    for _ in range(2):
        send_mail("Reminder", "Once more.", None, ["ada@example.org"])

    assert Mailing.objects.count() == 2


@pytest.mark.usefixtures("_outbox_for_django")
def test_a_letter_of_django_that_would_lose_a_part_is_refused():
    message = EmailMultiAlternatives("With a file", "See the file.", None, ["ada@example.org"])
    message.attach("a.pdf", b"%PDF", "application/pdf")

    with pytest.raises(CannotBePosted):
        message.send()
