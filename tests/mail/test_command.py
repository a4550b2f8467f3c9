"""`manage.py mail` does what the screens do."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from mail import claiming, outbox
from mail.enums import MailingState, Stream
from mail.models import Batch, Delivery, Mailing
from mail.sweeping import sweep
from tests.factories.mail import envelope, mailing, send_everything

pytestmark = pytest.mark.django_db

KEY = "hub-news:1"


def run(*words):
    out = StringIO()
    call_command("mail", *words, stdout=out)
    return out.getvalue()


def state():
    return Mailing.objects.get(key=KEY).state


def test_status_shows_what_is_under_way_and_names_no_address():
    mailing(number=3, candidates=4, excluded={"unheard_of": 1})
    outbox.post(envelope(), key="code:1")

    told = run("status")

    assert "hub-news:1  Hub News, no. 1: Sending" in told
    assert "considered 4, planned 3" in told
    assert "left out 1: unheard of" in told
    assert "Waiting 3" in told
    assert "1 service letters are waiting" in told
    assert "@" not in told


def test_status_of_one_that_is_done():
    assert run("status") == "No newsletter is under way.\n"
    mailing(number=1)
    send_everything()

    assert "Sent" in run("status", KEY)


def test_a_mailing_is_paused_resumed_and_cancelled():
    mailing(number=1)

    assert "because: Paused by staff" in run("pause", KEY)
    assert state() == MailingState.PAUSED
    run("resume", KEY)
    assert state() == MailingState.SENDING
    assert "Cancelled 1" in run("cancel", KEY)


@pytest.mark.parametrize("words", [["resume", KEY], ["pause", "unknown"]])
def test_what_is_not_possible_is_said_in_a_sentence(words):
    mailing(number=1)

    with pytest.raises(CommandError, match=r"is sending|no mailing"):
        run(*words)


@pytest.mark.parametrize(("choice", "label"), [("--sent", "Uncertain 2"), ("--again", "Uncertain")])
def test_what_nobody_knows_is_decided(choice, label):
    mailing(number=2)
    claiming.claim(Stream.BULK, provider="mailgun")
    Batch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()

    told = run("resolve", KEY, choice)

    assert label in told
    assert ("Sent" in told) is (choice == "--sent")


def test_letters_are_decided_about_by_their_number_and_no_address_is_shown(mailbox):
    mailing(number=3)
    claiming.claim(Stream.BULK, provider="mailgun")
    Batch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    first, second, third = Delivery.objects.order_by("pk").values_list("pk", flat=True)

    told = run("uncertain", KEY)
    assert f"letters {first} {second} {third}" in told
    assert "the provider answered: The worker did not come back." in told
    assert "@" not in told

    told = run("resolve", KEY, "--again", "--recipient", str(first), "--recipient", str(second))
    assert "2 sent again." in told
    send_everything()
    assert len(list(mailbox.glob("*.eml"))) == 2
    assert state() == MailingState.SENDING
    assert "1 treated as sent." in run("resolve", KEY, "--sent", "--recipient", str(third))
    assert state() == MailingState.SENT
    assert run("uncertain", KEY) == "No letter is uncertain.\n"
    with pytest.raises(CommandError, match="somebody has decided already"):
        run("resolve", KEY, "--sent", "--recipient", str(third))


def test_everything_is_sent_without_worker_and_broker(mailbox):
    mailing(number=2)
    outbox.post(envelope(), key="code:1")

    assert "No newsletter is under way" in run("work")

    assert len(list(mailbox.glob("*.eml"))) == 3
