"""Batches through Anymail, judged by what the stand-in for Mailgun really accepted."""

import pytest

from mail.composing import TOKEN
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome
from mail.models import Attempt, Batch, Delivery
from mail.planning import Group
from mail.providers.profiles import MAILGUN, WORD_JOINER
from tests.factories.mail import mailing, people, recipients, send_everything, words

pytestmark = pytest.mark.django_db


def statuses():
    return set(Delivery.objects.values_list("status", flat=True))


def test_a_batch_is_one_call_in_which_everybody_stays_alone(provider):
    sent = mailing(number=3)

    send_everything()

    entries = provider.ledger.entries
    assert provider.hits == 1
    assert provider.refusals == []
    assert {e.recipient for e in entries} == {f"member{n}@example.org" for n in range(3)}
    for entry in entries:
        own = Delivery.objects.get(address=entry.recipient)
        link = f"https://hub.example.org/unsubscribe/{own.token}/"
        assert entry.delivery == str(own.pk)
        assert link in entry.text
        assert link in entry.html
        assert entry.headers["List-Unsubscribe"] == f"<{link}>"
        assert entry.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert entry.headers["List-Id"] == "Hub News <hub-news.hub.example.org>"
        assert entry.headers["Reply-To"] == "team@hub.example.org"
        assert entry.message_id.startswith(f"<{own.pk}.")
        assert own.provider_id == "<call.1@hub.example.org>"
    assert len({e.message_id for e in entries}) == 3
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_merge_syntax_in_an_editors_words_stays_words(provider):
    asked = "Write %recipient.token% or %UNSUBSCRIBE_url% and 50 %recipients"
    written = words(subject=asked, text=f"{asked} {TOKEN}", html=f"<p>{asked} {TOKEN}</p>")
    users = people(1)
    mailing(users, groups=[Group(written, recipients(users))])

    send_everything()

    (entry,) = provider.ledger.entries
    token = Delivery.objects.get().token
    assert entry.text.replace(WORD_JOINER, "") == f"{asked} {token}"
    assert entry.html.replace("&#37;", "%") == f"<p>{asked} {token}</p>"
    assert entry.subject.replace(WORD_JOINER, "") == asked


@pytest.mark.parametrize("fault", ["accept_500", "accept_reset", "accept_badjson", "500", "reset"])
def test_what_may_have_been_accepted_is_uncertain_and_not_sent_again(provider, fault):
    provider.script.calls.append(fault)
    sent = mailing(number=2)

    send_everything()
    send_everything()

    assert provider.hits == 1
    assert statuses() == {DeliveryStatus.UNKNOWN}
    assert Batch.objects.get().state == BatchState.AMBIGUOUS
    assert Attempt.objects.get().outcome == Outcome.UNKNOWN
    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING


def test_no_answer_is_uncertain_too(provider):
    provider.script.calls.append("accept_timeout")
    mailing(number=2)

    send_everything()

    assert statuses() == {DeliveryStatus.UNKNOWN}
    assert len(provider.ledger.entries) == 2


def test_a_closed_door_means_certainly_not_sent(provider):
    provider.__exit__(None, None, None)
    mailing(number=2)

    send_everything()

    batch = Batch.objects.get()
    assert batch.state == BatchState.READY
    assert statuses() == {DeliveryStatus.PENDING}
    assert Attempt.objects.get().outcome == Outcome.NOT_SENT


def test_one_bad_address_is_found_and_the_others_get_their_letter(provider, due_at_once):
    provider.script.poison.add("member5@example.org")
    sent = mailing(number=12)

    due_at_once()

    assert provider.ledger.twice == []
    assert set(provider.ledger.counts) == {f"member{n}@example.org" for n in range(12) if n != 5}
    refused = Delivery.objects.get(status=DeliveryStatus.REFUSED)
    assert refused.address == "member5@example.org"
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert provider.hits < 12


def test_a_letter_that_nobody_takes_pauses_the_mailing_instead_of_a_thousand_calls(
    provider, due_at_once, monkeypatch
):
    provider.script.default = "400"
    sent = mailing(number=200)

    due_at_once()

    sent.refresh_from_db()
    assert sent.state == MailingState.PAUSED
    assert "turns the letter down" in sent.paused_reason
    assert provider.hits < 20
    assert provider.ledger.entries == []


def test_a_refused_key_pauses_the_mailing_with_the_reason(provider, due_at_once):
    provider.script.calls.append("401")
    sent = mailing(number=2)

    due_at_once()

    sent.refresh_from_db()
    assert sent.state == MailingState.PAUSED
    assert "our account" in sent.paused_reason
    assert "401" in sent.paused_reason
    assert Batch.objects.get().state == BatchState.READY


def test_too_many_recipients_for_a_new_account_leave_nobody_in_doubt(provider):
    provider.script.most = 2
    mailing(number=3)

    send_everything()

    assert Attempt.objects.filter(http_status=420).exists()
    assert provider.ledger.twice == []
    assert DeliveryStatus.UNKNOWN not in statuses()


def test_a_request_to_wait_holds_every_newsletter_back(provider, settings):
    provider.script.calls.append("429")
    provider.script.retry_after = 500
    first = mailing(number=1, key="hub-news:1")
    second = mailing(people(1, "other"), key="hub-news:2")

    send_everything()

    assert provider.hits == 1
    waits = Batch.objects.values_list("not_before", flat=True)
    assert all(wait > first.prepared_at for wait in waits)
    assert (max(waits) - second.prepared_at).total_seconds() >= 490


def test_a_mailing_is_divided_into_growing_batches_up_to_the_providers_size(provider):
    mailing(number=1251)

    send_everything()

    sizes = Batch.objects.order_by("seq").values_list("size", flat=True)
    assert list(sizes) == [50, 100, 200, 400, MAILGUN.batch_size, 1]
    assert provider.hits == 6
    assert provider.ledger.letters == 1251
    assert provider.ledger.twice == []
