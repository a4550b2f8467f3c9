"""Every provider through Anymail, judged by what its stand-in really accepted."""

import pytest

from mail import outbox
from mail.composing import TOKEN, Words
from mail.enums import BatchState, DeliveryStatus, MailingState, Outcome
from mail.models import Attempt, Batch, Delivery
from mail.planning import Group
from mail.providers.profiles import PROFILES, WORD_JOINER
from mail.sweeping import sweep
from tests.factories.mail import envelope, mailing, people, recipients, send_everything, words

pytestmark = pytest.mark.django_db

WHOLE = ["mailgun", "postmark-bulk", "resend", "brevo"]
ONE_BY_ONE = ["postmark", "mailtrap", "mailjet", "ses"]
KEYED = ["resend", "brevo"]
ALL = [*WHOLE, *ONE_BY_ONE]
FIRST, SECOND, THIRD = (f"member{n}@example.org" for n in range(3))
EVERYBODY = {FIRST: 1, SECOND: 1, THIRD: 1}


def status_of(address):
    return Delivery.objects.get(address=address).status


MARKED_BY_US = {"mailgun", "mailtrap"}
"""Those that write no Feedback-ID of their own."""


def statuses():
    return set(Delivery.objects.values_list("status", flat=True))


def state_of(sent):
    sent.refresh_from_db()
    return sent.state


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("number", [1, 3])
def test_each_gets_a_letter_of_their_own_in_one_call(use, name, number):
    provider = use(name)
    sent = mailing(number=number)

    send_everything()

    assert provider.refusals == []
    assert provider.hits == 1
    assert provider.ledger.letters == number
    assert provider.ledger.twice == []
    for entry in provider.ledger.entries:
        own = Delivery.objects.get(address=entry.recipient)
        link = f"https://hub.example.org/unsubscribe/{own.token}/"
        whole = " ".join([entry.subject, entry.text, entry.html, *entry.headers.values()])
        assert entry.delivery == str(own.pk)
        assert own.provider_id == entry.message_id or name in {"mailgun", "postmark-bulk"}
        assert link in entry.text
        assert link in entry.html
        assert entry.headers["List-Unsubscribe"] == f"<{link}>"
        assert entry.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert entry.headers["List-Id"] == "Hub News <hub-news.hub.example.org>"
        assert entry.headers["Reply-To"] == "team@hub.example.org"
        ours = f"{sent.pk}:newsletter-1:bulk:hub-example-org"
        marks = [value for key, value in entry.headers.items() if key.lower() == "feedback-id"]
        assert marks == ([ours] if name in MARKED_BY_US else [])
        assert "@@" not in whole
        assert whole.count("/token-") == 3
    assert state_of(sent) == MailingState.SENT
    assert statuses() == {DeliveryStatus.ACCEPTED}


@pytest.mark.parametrize("name", ALL)
def test_a_service_letter_without_html_arrives(use, name):
    provider = use(name)
    code = Words(subject="Your code", text="Use 424242 & wait\n")
    outbox.post(envelope(words=code), key="code:1")

    send_everything()

    (entry,) = provider.ledger.entries
    assert provider.refusals == []
    assert entry.recipient == "ada@example.org"
    assert entry.text == "Use 424242 & wait\n"
    assert entry.headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("name", ALL)
def test_what_an_editor_wrote_is_never_taken_for_a_command(use, name):
    provider = use(name)
    asked = (
        "Write {{token}}, {{{ pm:unsubscribe }}}, {{ params.x }}, {% if %}, {# note #}, "
        "[[var:token]], [[data:name]], %recipient.token%, *|TOKEN|* and {{ alone"
    )
    written = words(
        subject=asked, text=f"{asked} {TOKEN}", html=f"<p>{asked} {TOKEN}</p>", headers={}
    )
    users = people(1)
    mailing(users, groups=[Group(written, recipients(users))])

    send_everything()

    assert provider.refusals == []
    (entry,) = provider.ledger.entries
    token = Delivery.objects.get().token
    assert entry.subject.replace(WORD_JOINER, "") == asked
    assert entry.text.replace(WORD_JOINER, "") == f"{asked} {token}"
    shown = entry.html
    for mark in "%{[":
        shown = shown.replace(f"&#{ord(mark)};", mark)
    assert shown == f"<p>{asked} {token}</p>"


@pytest.mark.parametrize("name", [name for name in ALL if name not in KEYED])
@pytest.mark.parametrize(
    "fault", ["accept_500", "accept_reset", "accept_badjson", "accept_timeout", "500", "reset"]
)
def test_what_may_have_been_accepted_is_named_and_never_sent_again(use, name, fault):
    provider = use(name)
    provider.script.calls.append(fault)
    mailing(number=3)

    for _ in range(3):
        send_everything()
        sweep()

    assert provider.hits == 1
    assert provider.ledger.counts == ({} if fault in {"500", "reset"} else EVERYBODY)
    assert statuses() == {DeliveryStatus.UNKNOWN}
    assert Batch.objects.get().state == BatchState.AMBIGUOUS


@pytest.mark.parametrize("name", ALL)
def test_a_slow_answer_is_waited_for(use, name):
    provider = use(name)
    provider.script.calls.append("slow")
    sent = mailing(number=3)

    send_everything()

    assert provider.ledger.counts == EVERYBODY
    assert state_of(sent) == MailingState.SENT


@pytest.mark.parametrize("name", ALL)
def test_a_request_to_wait_is_heeded_and_nobody_is_given_up(use, name):
    provider = use(name)
    provider.script.calls.append("429")
    provider.script.retry_after = 500
    mailing(number=3)

    for _ in range(3):
        send_everything()
        sweep()

    assert provider.hits == 1
    assert Attempt.objects.get().outcome == Outcome.NOT_SENT
    assert statuses() == {DeliveryStatus.PENDING}
    assert Batch.objects.get().state == BatchState.READY


@pytest.mark.parametrize("name", ALL)
def test_after_a_request_to_wait_all_get_their_letter(use, name, due_at_once):
    provider = use(name)
    provider.script.calls.append("429")
    sent = mailing(number=3)

    due_at_once()

    assert provider.ledger.counts == EVERYBODY
    assert state_of(sent) == MailingState.SENT


@pytest.mark.parametrize("name", ALL)
def test_a_closed_door_means_certainly_not_sent(use, name):
    use(name).__exit__(None, None, None)
    mailing(number=3)

    send_everything()

    assert Attempt.objects.get().outcome == Outcome.NOT_SENT
    assert Batch.objects.get().state == BatchState.READY
    assert statuses() == {DeliveryStatus.PENDING}


@pytest.mark.parametrize("name", ALL)
def test_a_refused_key_pauses_the_mailing_and_nobody_is_lost(use, name, due_at_once):
    provider = use(name)
    provider.script.calls.append("401")
    sent = mailing(number=3)

    due_at_once()

    assert state_of(sent) == MailingState.PAUSED
    assert "turns our account away" in sent.paused_reason
    assert provider.ledger.counts == {}
    assert statuses() == {DeliveryStatus.PENDING}


@pytest.mark.parametrize("name", ALL)
def test_a_bad_address_costs_nobody_else_their_letter(use, name, due_at_once):
    provider = use(name)
    provider.script.poison.add(SECOND)
    sent = mailing(number=3)

    due_at_once()

    assert provider.ledger.counts == {FIRST: 1, THIRD: 1}
    assert status_of(SECOND) in {DeliveryStatus.REFUSED, DeliveryStatus.FAILED}
    assert status_of(FIRST) == status_of(THIRD) == DeliveryStatus.ACCEPTED
    assert state_of(sent) == MailingState.SENT


@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_who_was_not_taken_at_first_gets_it_later_and_nobody_twice(use, name, due_at_once):
    provider = use(name)
    provider.script.stumbling.add(SECOND)
    sent = mailing(number=3)

    send_everything()

    assert provider.ledger.counts == {FIRST: 1, THIRD: 1}
    assert status_of(SECOND) == DeliveryStatus.PENDING

    due_at_once()

    assert provider.ledger.counts == EVERYBODY
    assert state_of(sent) == MailingState.SENT


@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_where_nobody_was_taken_at_first_all_get_it_later(use, name, due_at_once):
    provider = use(name)
    provider.script.stumbling.update(EVERYBODY)
    sent = mailing(number=3)

    due_at_once()

    assert provider.ledger.counts == EVERYBODY
    assert statuses() == {DeliveryStatus.ACCEPTED}
    assert state_of(sent) == MailingState.SENT


@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_a_partial_refusal_whose_answer_is_lost_leaves_all_in_doubt(use, name):
    provider = use(name)
    provider.script.poison.add(SECOND)
    provider.script.calls.append("accept_500")
    mailing(number=3)

    send_everything()
    sweep()

    assert provider.ledger.counts == {FIRST: 1, THIRD: 1}
    assert statuses() == {DeliveryStatus.UNKNOWN}
    assert provider.hits == 1


@pytest.mark.parametrize("name", ALL)
def test_a_letter_that_nobody_takes_pauses_the_mailing(use, name, due_at_once):
    provider = use(name)
    provider.script.default = "400"
    sent = mailing(number=40)

    due_at_once()

    assert state_of(sent) == MailingState.PAUSED
    assert "turns the letter down" in sent.paused_reason
    assert provider.hits < 20


@pytest.mark.parametrize(
    ("name", "newsletter", "service"),
    [
        ("postmark", "/postmark/email/batch", "/postmark/email/batch"),
        ("postmark-bulk", "/postmark/email/bulk", "/postmark/email/batch"),
        ("mailtrap", "/mailtrap/bulk/api/batch", "/mailtrap/send/api/batch"),
    ],
)
def test_nobody_waits_for_a_code_on_the_newsletters_road(use, name, newsletter, service):
    provider = use(name)
    outbox.post(envelope(), key="code:1")
    mailing(number=3)

    send_everything()

    assert provider.paths == [service, newsletter]
    assert provider.ledger.letters == 4
    assert set(Attempt.objects.values_list("provider", flat=True)) == {
        name,
        PROFILES[name].service,
    }


@pytest.mark.parametrize(
    ("name", "rows"),
    [("mailgun", 500), ("mailjet", 50), ("resend", 100), ("brevo", 100), ("postmark", 100)],
)
def test_a_call_is_limited_in_rows_where_the_letter_is_small(name, rows):
    assert PROFILES[name].rows(words()) == rows


@pytest.mark.parametrize("name", ["postmark", "resend", "brevo", "mailtrap"])
def test_a_call_is_limited_in_bytes_where_each_letter_is_sent_in_full(use, name):
    provider = use(name)
    large = words(text="ŵ" * 80_000, html="<p>" + "x" * 80_000 + "</p>")
    users = people(30)
    mailing(users, groups=[Group(large, recipients(users))])

    send_everything()

    assert provider.hits == 2
    assert provider.refusals == []
    assert provider.ledger.letters == 30
    assert provider.ledger.twice == []
