"""An uncertain call is made again only where its provider knows it again, and only the very same.

The stand-ins keep their keys: whoever repeats a call without need or in vain shows in the ledger.
"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from mail import claiming, control, outbox
from mail.enums import BatchState, DeliveryStatus, MailingState, Policy, Stream, SuppressionReason
from mail.models import Attempt, Batch, Delivery, Mailing
from mail.providers import profiles
from mail.providers.handover import Courier
from mail.suppression import suppress
from mail.sweeping import sweep
from tests.factories.mail import envelope, mailing, send_everything

pytestmark = pytest.mark.django_db

KEYED = ["resend", "brevo"]
FIRST, SECOND, THIRD = EVERYBODY = [f"member{n}@example.org" for n in range(3)]


@pytest.fixture(params=KEYED)
def provider(request, use):
    return use(request.param)


def once_each(provider):
    return provider.ledger.counts == dict.fromkeys(EVERYBODY, 1)


def statuses():
    return set(Delivery.objects.values_list("status", flat=True))


def make_older(**ago):
    """As if all attempts had been made so long ago."""
    for attempt in Attempt.objects.all():
        attempt.started_at -= timedelta(**ago)
        attempt.save(update_fields=["started_at"])


@pytest.mark.parametrize(
    "fault", ["accept_500", "accept_reset", "accept_badjson", "accept_timeout", "500", "reset"]
)
def test_an_uncertain_call_is_repeated_and_everybody_gets_one_letter(provider, fault):
    provider.script.calls.append(fault)
    sent = mailing(number=3)

    send_everything()
    assert statuses() == {DeliveryStatus.UNKNOWN}
    sweep()
    send_everything()

    assert once_each(provider)
    assert provider.hits == 2
    assert statuses() == {DeliveryStatus.ACCEPTED}
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


@pytest.mark.parametrize("was_heard", [True, False])
def test_what_a_dead_worker_may_have_handed_over_is_repeated(provider, was_heard):
    sent = mailing(number=3)
    with Courier(profiles.current()) as courier:
        claim = claiming.claim(Stream.BULK, provider=courier.profile.name)
        if was_heard:
            courier.carry(claim, seconds=10)
    Batch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    sweep()
    send_everything()

    assert once_each(provider)
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_after_the_keys_life_nothing_is_repeated(provider):
    provider.script.calls.append("accept_500")
    mailing(number=3)
    send_everything()
    make_older(hours=24)

    sweep()
    send_everything()

    assert provider.hits == 1
    assert Batch.objects.get().state == BatchState.AMBIGUOUS


def test_a_repetition_that_waited_too_long_is_not_made(provider):
    provider.script.calls.append("accept_500")
    sent = mailing(number=3)
    send_everything()
    sweep()
    control.pause(sent)
    Batch.objects.update(resolve_after=timezone.now() - timedelta(seconds=1))
    control.resume(sent)

    send_everything()

    assert provider.hits == 1
    assert Batch.objects.get().state == BatchState.AMBIGUOUS
    assert statuses() == {DeliveryStatus.UNKNOWN}


@pytest.mark.parametrize("when", ["before it is queued", "once it is queued"])
def test_nobody_who_left_meanwhile_is_mailed_by_a_repetition(provider, when):
    provider.script.calls.append("500")
    mailing(number=3)
    send_everything()
    if when == "once it is queued":
        sweep()
    suppress(SECOND, reason=SuppressionReason.UNSUBSCRIBED)

    sweep()
    send_everything()
    sweep()
    send_everything()

    assert provider.ledger.counts == {}
    assert Batch.objects.get().state == BatchState.AMBIGUOUS
    assert statuses() == {DeliveryStatus.UNKNOWN}


def test_where_a_call_cannot_be_repeated_the_policy_decides_in_its_time(provider):
    provider.script.calls.append("500")
    sent = mailing(number=3, policy=Policy.AT_MOST_ONCE)
    send_everything()
    sweep()
    suppress(SECOND, reason=SuppressionReason.UNSUBSCRIBED)
    send_everything()
    Batch.objects.update(resolve_after=timezone.now())

    sweep()

    assert provider.hits == 1
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_where_nobody_is_left_nothing_is_repeated_and_nothing_waits(provider):
    provider.script.calls.append("500")
    sent = mailing(number=1)
    send_everything()
    sweep()
    suppress(FIRST, reason=SuppressionReason.UNSUBSCRIBED)

    send_everything()

    assert provider.hits == 1
    assert statuses() == {DeliveryStatus.UNKNOWN}
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


@pytest.mark.parametrize("answer", ["400", "401", "429", "500"])
def test_a_repetition_that_is_turned_away_settles_nothing(provider, answer):
    provider.script.calls.extend(["accept_500", answer])
    sent = mailing(number=3)
    send_everything()
    sweep()

    send_everything()

    batch = Batch.objects.get()
    assert batch.state == BatchState.AMBIGUOUS
    assert statuses() == {DeliveryStatus.UNKNOWN}
    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING

    sweep()
    batch.refresh_from_db()
    assert batch.state == BatchState.READY
    assert batch.not_before > timezone.now() + timedelta(seconds=20)


def test_another_provider_would_not_know_the_call_again(provider, settings, use):
    provider.script.calls.append("accept_500")
    mailing(number=3)
    send_everything()
    sweep()

    use("mailgun")
    send_everything()

    assert provider.hits == 1
    assert Batch.objects.get().state == BatchState.AMBIGUOUS


def test_a_call_is_not_repeated_for_ever(provider, due_at_once):
    provider.script.default = "500"
    mailing(number=3)

    for _ in range(12):
        Mailing.objects.filter(state=MailingState.PAUSED).update(state=MailingState.SENDING)
        due_at_once()
        sweep()

    assert provider.hits == 8
    assert Batch.objects.get().state == BatchState.AMBIGUOUS


def test_a_cancelled_mailing_is_not_repeated(provider):
    provider.script.calls.append("500")
    sent = mailing(number=3)
    send_everything()
    control.cancel(sent)

    sweep()
    send_everything()

    assert provider.hits == 1


def test_somebody_who_waits_for_a_code_gets_one(provider):
    provider.script.calls.append("accept_500")
    outbox.post(envelope(), key="code:1")

    send_everything()
    sweep()
    send_everything()

    assert provider.ledger.counts == {"ada@example.org": 1}
    assert Delivery.objects.get().status == DeliveryStatus.ACCEPTED


def test_a_person_who_sends_again_while_the_key_lives_makes_nobody_get_it_twice(provider):
    provider.script.calls.append("accept_500")
    sent = mailing(number=3)
    send_everything()

    call_command("mail", "resolve", sent.key, "--again", stdout=StringIO())
    send_everything()

    assert once_each(provider)
    assert Batch.objects.get().state == BatchState.DONE


def test_a_call_to_fewer_people_is_another_call(provider):
    mailing(number=3)
    claim = claiming.claim(Stream.BULK, provider="resend")
    key = claim.key

    Batch.objects.update(state=BatchState.READY, owner=None)
    assert claiming.claim(Stream.BULK, provider="resend").key == key

    Batch.objects.update(state=BatchState.READY, owner=None)
    suppress(SECOND, reason=SuppressionReason.UNSUBSCRIBED)
    assert claiming.claim(Stream.BULK, provider="resend").key != key


def test_letters_as_files_are_repeated_but_not_to_those_who_left(mailbox):
    mailing(number=3)
    claiming.claim(Stream.BULK, provider="files")
    Batch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    suppress(SECOND, reason=SuppressionReason.UNSUBSCRIBED)

    sweep()
    send_everything()

    assert len(list(mailbox.glob("*.eml"))) == 2
    assert Delivery.objects.get(address=SECOND).status == DeliveryStatus.UNKNOWN
    assert Batch.objects.get().state == BatchState.DONE
