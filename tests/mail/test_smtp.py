"""One letter at a time over SMTP: every failure says whether it went."""

import email
from email import policy

import pytest

from mail import control
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome
from mail.models import Attempt, Batch, Delivery
from mail.planning import Group
from tests.factories.mail import mailing, people, recipients, send_everything, words
from tests.provider.smtp import MailServer

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = (f"member{n}@example.org" for n in range(3))


@pytest.fixture(params=[False, True], ids=["one by one", "several at once"])
def server(settings, request):
    with MailServer(pipelining=request.param) as mail_server:
        settings.EMAIL_PROVIDER = "smtp"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
        settings.EMAIL_TIMEOUT = 2
        yield mail_server


def status_of(address):
    return Delivery.objects.get(address=address).status


def test_all_go_over_one_connection_each_alone(server):
    sent = mailing(number=3)

    send_everything()

    assert server.connections == 1
    assert server.counts == {FIRST: 1, SECOND: 1, THIRD: 1}
    for recipient, content in server.letters:
        message = email.message_from_bytes(content, policy=policy.default)
        assert message["To"] == recipient
        assert message["Feedback-ID"] == f"{sent.pk}:newsletter-1:bulk:hub-example-org"
        assert content.count(b"@example.org") == content.count(recipient.encode())
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_a_refused_sender_is_no_recipients_fault(server, due_at_once):
    server.to_sender = "550 you may not send from here"
    sent = mailing(number=3)

    due_at_once()

    sent.refresh_from_db()
    assert sent.state == MailingState.PAUSED
    assert "550 you may not send from here" in sent.paused_reason
    assert status_of(FIRST) == status_of(THIRD) == DeliveryStatus.PENDING

    server.to_sender = "250 ok"
    control.resume(sent)
    due_at_once()
    assert server.counts == {FIRST: 1, SECOND: 1, THIRD: 1}


def test_a_server_that_takes_nobodys_letter_is_left_in_peace_and_nobody_is_given_up(
    server, due_at_once
):
    server.to_everybody = "554 relay access denied"
    sent = mailing(number=100)

    due_at_once()

    sent.refresh_from_db()
    assert sent.state == MailingState.PAUSED
    assert "relay access denied" in sent.paused_reason
    assert sent.deliveries.filter(status=DeliveryStatus.PENDING).count() == 100

    server.to_everybody = "250 ok"
    control.resume(sent)
    due_at_once()
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert len(server.counts) == len(server.letters) == 100


def test_many_bad_addresses_at_the_front_do_not_stop_the_good_ones(server, due_at_once):
    bad = {f"member{n}@example.org" for n in range(8)}
    server.refuse |= dict.fromkeys(bad, "550 no such user")
    sent = mailing(number=60)

    due_at_once()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert len(server.counts) == len(server.letters) == 52
    assert sent.deliveries.filter(status=DeliveryStatus.REFUSED).count() == 8


def test_a_refused_recipient_does_not_keep_the_others_waiting(server):
    server.refuse[SECOND] = "550 no such user"
    sent = mailing(number=3)

    send_everything()

    assert server.counts == {FIRST: 1, THIRD: 1}
    assert status_of(SECOND) == DeliveryStatus.REFUSED
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_a_server_that_hangs_up_before_the_dot_has_taken_nothing(server, due_at_once):
    server.refuse[SECOND] = "hang up"
    mailing(number=3)

    send_everything()

    assert Batch.objects.get().state == BatchState.READY
    assert [status_of(a) for a in (FIRST, SECOND, THIRD)] == [
        DeliveryStatus.ACCEPTED,
        DeliveryStatus.PENDING,
        DeliveryStatus.PENDING,
    ]

    del server.refuse[SECOND]
    due_at_once()

    assert server.counts == {FIRST: 1, SECOND: 1, THIRD: 1}


def test_a_server_that_hangs_up_after_the_dot_leaves_one_letter_in_doubt(server, due_at_once):
    server.after_data[SECOND] = "taken, then hang up"
    sent = mailing(number=3)

    send_everything()
    due_at_once()

    assert server.counts == {FIRST: 1, SECOND: 1, THIRD: 1}
    assert status_of(SECOND) == DeliveryStatus.UNKNOWN
    assert status_of(FIRST) == status_of(THIRD) == DeliveryStatus.ACCEPTED
    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING


def test_a_wary_mailbox_is_asked_again_later_and_nobody_waits_for_it(server, due_at_once):
    server.refuse[FIRST] = "450 come back later"
    mailing(number=2)

    send_everything()
    assert server.counts == {SECOND: 1}
    assert Batch.objects.get().state == BatchState.READY

    server.refuse.clear()
    due_at_once()
    assert server.counts == {FIRST: 1, SECOND: 1}


def test_a_mailbox_that_stays_full_fails_alone(server, due_at_once):
    server.refuse[FIRST] = "452 mailbox full"
    sent = mailing(number=2)

    due_at_once()

    assert status_of(FIRST) == DeliveryStatus.FAILED
    assert status_of(SECOND) == DeliveryStatus.ACCEPTED
    assert Attempt.objects.count() == 8
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_a_server_that_takes_no_letters_now_is_asked_again_later(server, due_at_once):
    server.after_data[FIRST] = "451 not now"
    mailing(number=2)

    send_everything()
    assert Attempt.objects.get().outcome == Outcome.NOT_SENT
    assert server.counts == {}

    server.after_data.clear()
    due_at_once()
    assert server.counts == {FIRST: 1, SECOND: 1}


def test_no_server_means_nothing_was_sent(settings):
    settings.EMAIL_PROVIDER = "smtp"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    mailing(number=2)

    send_everything()

    assert Batch.objects.get().state == BatchState.READY
    assert status_of(FIRST) == status_of(SECOND) == DeliveryStatus.PENDING


def test_lines_that_begin_with_a_dot_arrive_whole(server):
    users = people(1)
    mailing(users, groups=[Group(words(text=".\n..two\n.three\n", html=""), recipients(users))])

    send_everything()

    ((_, content),) = server.letters
    message = email.message_from_bytes(content, policy=policy.default)
    assert message.get_content() == ".\r\n..two\r\n.three\r\n"
