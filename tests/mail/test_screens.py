"""What staff see of a mailing on its way, and what they may do about it."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from mail import claiming, guarding, progress, suppression
from mail.enums import BatchState, DeliveryStatus, MailingState, Stream, SuppressionReason
from mail.models import Batch, Delivery, Mailing
from mail.planning import Group
from mail.sweeping import sweep
from tests.factories.mail import mailing, people, recipients, send_everything, words

pytestmark = pytest.mark.django_db

ALL = ("view_mailing", "view_delivery", "control_mailing")


@pytest.fixture
def staff(client):
    """Sign in as somebody with these rights."""

    def sign_in(*rights):
        users = get_user_model()
        user = users.objects.create_user(f"{len(rights)}@example.org", "a password", is_staff=True)
        names = ["access_admin", *rights]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return sign_in


def address(name, sent):
    return reverse(f"post_office:{name}", args=[sent.pk])


def read(client, name, sent):
    return " ".join(client.get(address(name, sent)).content.decode().split())


def leave_in_doubt():
    """The worker of the first batch never comes back."""
    claiming.claim(Stream.BULK, provider="mailgun")
    Batch.objects.filter(state=BatchState.SENDING).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    sweep()


def test_the_page_of_a_mailing_shows_how_far_it_is_and_that_everybody_is_accounted_for(staff):
    users = people(6)
    sent = mailing(users, candidates=8, excluded={"too_late": 2})
    suppression.suppress("member1@example.org", reason=SuppressionReason.STAFF)
    users.filter(email="member2@example.org").delete()
    client = staff(*ALL)
    assert "0 of 6 done (0%)" in read(client, "progress", sent)

    send_everything()
    page = read(client, "progress", sent)

    assert "6 of 6 done (100%)" in page
    assert "8 considered = 6 planned + 2 left out" in page
    assert "2: too late" in page
    assert "Taken by the provider</th> <td>4</td>" in page
    assert "had stopped it, or cannot be written to</th> <td>1</td>" in page
    assert "had left or was erased</th> <td>1</td>" in page
    assert "@example.org" not in page.replace("3@example.org", "")


def test_it_asks_for_itself_again_only_while_letters_leave_and_stands_still_if_asked(staff):
    sent = mailing(number=2)
    client = staff(*ALL)
    refresh = '<meta http-equiv="refresh" content="5">'

    assert refresh in read(client, "progress", sent)
    still = client.get(address("progress", sent), {"still": "yes"}).content.decode()
    assert refresh not in still
    send_everything()
    assert refresh not in read(client, "progress", sent)


def test_each_letter_of_a_mailing_has_its_own_bar(staff):
    users = people(4)
    groups = [
        Group(words("For schools"), recipients(users[:3])),
        Group(words("For police"), recipients(users[3:])),
    ]
    sent = mailing(users, groups=groups)
    send_everything()

    page = read(staff(*ALL), "progress", sent)

    assert "For schools: 3 of 3 done" in page
    assert "For police: 1 of 1 done" in page


def test_the_page_costs_the_same_few_questions_whatever_the_size(django_assert_num_queries):
    sent = mailing(number=400)

    with django_assert_num_queries(3):
        found = progress.of(sent, at=timezone.now())

    assert found.total.waiting == 400


def test_rate_and_time_left_are_told(provider):
    sent = mailing(number=160)
    send_everything()
    Batch.objects.filter(wave=2).update(state=BatchState.READY, accepted=0)
    Mailing.objects.update(state=MailingState.SENDING)
    sent.refresh_from_db()

    found = progress.of(sent, at=timezone.now())

    assert found.per_second > 1
    assert found.total.waiting == 10
    assert 0 < found.seconds_left < 10


def test_it_is_paused_resumed_and_cancelled_by_buttons_and_that_is_kept(staff):
    sent = mailing(number=2)
    client = staff(*ALL)

    client.post(address("pause", sent))
    page = read(client, "progress", sent)
    assert "Paused:" in page
    assert "Paused by staff" in page
    client.post(address("resume", sent))
    sent.refresh_from_db()
    assert (sent.state, sent.paused_reason) == (MailingState.SENDING, "")
    assert "2 letters have not left yet" in read(client, "cancel", sent)
    client.post(address("cancel", sent))

    sent.refresh_from_db()
    assert sent.state == MailingState.CANCELLED
    page = read(client, "progress", sent)
    assert "Cancelled or given up</th> <td>2</td>" in page
    kept = ModelLogEntry.objects.order_by("pk").values_list("action", "user__email")
    assert list(kept) == [
        ("mail.pause", "3@example.org"),
        ("mail.resume", "3@example.org"),
        ("mail.cancel", "3@example.org"),
    ]


@pytest.mark.parametrize("name", ["pause", "resume"])
def test_nothing_is_moved_by_looking(staff, name):
    sent = mailing(number=1)

    assert staff(*ALL).get(address(name, sent)).status_code == 405


@pytest.mark.parametrize("name", ["pause", "cancel", "uncertain"])
def test_who_may_only_look_cannot_act(staff, name):
    sent = mailing(number=1)
    client = staff("view_mailing", "view_delivery")

    assert client.post(address(name, sent), {"choice": "sent"}).status_code == 302
    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING
    assert "Somebody with the right to control mailings decides" in read(client, "progress", sent)


@pytest.mark.parametrize("name", ["progress", "uncertain", "cancel"])
def test_others_do_not_even_look(staff, name):
    sent = mailing(number=1)

    assert staff().get(address(name, sent)).status_code == 302


def test_uncertain_letters_are_named_with_what_is_known(staff):
    sent = mailing(number=3)
    leave_in_doubt()

    page = read(staff(*ALL), "uncertain", sent)

    for number in range(3):
        assert f"member{number}@example.org" in page
    assert "The worker did not come back." in page
    assert "No report yet" in page
    assert "See who, and decide" in read(staff("view_mailing", "view_delivery"), "progress", sent)


def test_that_the_rest_waits_for_uncertain_first_letters_is_said(staff):
    sent = mailing(number=80)
    client = staff(*ALL)
    waits = "The rest of the mailing waits until this is known."
    leave_in_doubt()

    assert waits in read(client, "progress", sent)
    Mailing.objects.update(wave=1)
    assert waits not in read(client, "progress", sent)


def test_some_are_sent_again_and_the_rest_treated_as_sent_after_a_second_question(staff, mailbox):
    sent = mailing(number=4)
    leave_in_doubt()
    again = list(Delivery.objects.order_by("pk").values_list("pk", flat=True)[:2])
    client = staff(*ALL)

    asked = client.post(address("uncertain", sent), {"choice": "again", "letter": again})
    assert "Send 2 uncertain letters again?" in " ".join(asked.content.decode().split())
    assert Batch.objects.get().state == BatchState.AMBIGUOUS
    client.post(
        address("uncertain", sent), {"choice": "again", "letter": again, "confirmed": "yes"}
    )
    send_everything()
    client.post(address("uncertain", sent), {"choice": "sent", "whole": "yes", "confirmed": "yes"})

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert len(list(mailbox.glob("*.eml"))) == 2
    taken = Delivery.objects.filter(status=DeliveryStatus.ACCEPTED)
    assert list(taken.order_by("pk").values_list("pk", flat=True)) == again
    page = read(client, "progress", sent)
    assert "Sent, as reports or a person say</th> <td>2</td>" in page
    logged = ModelLogEntry.objects.get(action="mail.send_again")
    assert (logged.data["deliveries"], logged.user.email) == (again, "3@example.org")


def test_without_a_tick_or_with_a_foreign_letter_nothing_is_decided(staff):
    sent = mailing(number=2)
    leave_in_doubt()
    other = mailing(people(1, "other"), key="hub-news:2")
    foreign = Delivery.objects.get(mailing=other).pk
    client = staff(*ALL)

    for letters in ([], [foreign]):
        answer = client.post(
            address("uncertain", sent), {"choice": "sent", "letter": letters, "confirmed": "yes"}
        )
        assert 'role="alert"' in answer.content.decode()

    assert Batch.objects.filter(state=BatchState.AMBIGUOUS).count() == 1


def test_deciding_twice_is_said_in_a_sentence(staff):
    sent = mailing(number=2)
    leave_in_doubt()
    client = staff(*ALL)
    whole = {"choice": "sent", "whole": "yes", "confirmed": "yes"}
    client.post(address("uncertain", sent), whole)

    answer = client.post(address("uncertain", sent), whole, follow=True)

    assert "somebody has decided already" in answer.content.decode()


def test_complaints_that_do_not_stop_it_yet_are_shown(staff):
    sent = mailing(number=1)
    answers = {str(DeliveryStatus.DELIVERED.value): 998, str(DeliveryStatus.COMPLAINED.value): 2}
    Mailing.objects.update(answers=answers)

    page = read(staff(*ALL), "progress", sent)

    assert "2 of 1,000 readers marked the letter as spam" in page
    assert "Delivered: 998" in page
    assert guarding.why_stop({}) == ""
