"""From the outbox and the plan to the mailbox."""

import email
from email import policy

import pytest

from mail import outbox
from mail.enums import BatchState, DeliveryStatus, MailingState
from mail.models import Delivery, Letter, Mailing
from tests.factories.mail import envelope, letters_in, mailing, send_everything

pytestmark = pytest.mark.django_db


def parsed(path):
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def test_a_service_letter_reaches_the_mailbox_and_its_words_are_forgotten(mailbox):
    posted = outbox.post(envelope(to="Ada@Example.org"), key="code:1")

    assert send_everything() == 1

    (letter,) = letters_in(mailbox)
    message = parsed(letter)
    assert message["To"] == "ada@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "424242" in message.get_body(("plain",)).get_content()
    posted.refresh_from_db()
    assert posted.state == MailingState.SENT
    assert Letter.objects.get().text == Letter.objects.get().html == ""


def test_each_reader_of_a_newsletter_gets_one_letter_that_names_nobody_else(mailbox):
    sent = mailing(number=3)

    send_everything()

    messages = [parsed(path) for path in letters_in(mailbox)]
    assert sorted(m["To"] for m in messages) == [f"member{n}@example.org" for n in range(3)]
    for message in messages:
        own = Delivery.objects.get(address=message["To"])
        whole = message.as_string()
        assert whole.count("@example.org") == whole.count(own.address)
        assert message["List-Unsubscribe"] == (
            f"<https://hub.example.org/unsubscribe/{own.token}/>"
        )
        assert f"/{own.token}/" in message.get_body(("plain",)).get_content()
        assert f"/{own.token}/" in message.get_body(("html",)).get_content()
        assert "@@" not in whole
    assert len({m["Message-ID"] for m in messages}) == 3
    sent.refresh_from_db()
    assert (sent.state, sent.planned) == (MailingState.SENT, 3)
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.ACCEPTED}
    assert sent.batches.get().state == BatchState.DONE


def test_the_same_key_makes_one_letter():
    first = outbox.post(envelope(), key="code:1")
    second = outbox.post(envelope(to="ben@example.org"), key="code:1")

    assert first == second
    assert Mailing.objects.count() == Delivery.objects.count() == 1
