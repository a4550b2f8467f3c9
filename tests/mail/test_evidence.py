"""Silence of the provider counts only where others, handed over around that time, are heard of."""

from datetime import timedelta

import pytest
from anymail.signals import AnymailTrackingEvent
from django.utils import timezone

from mail import claiming, deciding, evidence, receipts, resolving
from mail.enums import BatchState, DeliveryStatus, MailingState, Stream
from mail.evidence import Finding
from mail.models import Attempt, Batch, Delivery, Mailing
from mail.sweeping import sweep
from tests.factories.mail import mailing, send_everything

pytestmark = pytest.mark.django_db


def hear_of(delivery, *, at=None):
    """The provider reports that it was delivered."""
    event = AnymailTrackingEvent(
        event_type="delivered",
        metadata={"d": str(delivery.pk)},
        timestamp=at or timezone.now(),
        message_id=f"m{delivery.pk}",
    )
    receipts.record(event, provider="Mailgun")


def time_passes(**span):
    """For what is written down about calls; the reports keep their time."""
    ago = timedelta(**span)
    for attempt in Attempt.objects.exclude(ended_at=None):
        attempt.started_at -= ago
        attempt.ended_at -= ago
        attempt.save()
    for batch in Batch.objects.exclude(resolve_after=None):
        batch.resolve_after -= ago
        batch.save()


@pytest.fixture
def one_in_doubt(provider):
    """Three batches of 50, 100 and 50: the second ended with a 500. Nobody may read the log."""
    provider.script.log = "forbidden"
    provider.script.calls.extend(["ok", "500"])
    sent = mailing(number=200)
    send_everything()
    Mailing.objects.update(wave=9)
    send_everything()
    return sent


def doubtful():
    return Batch.objects.get(state=BatchState.AMBIGUOUS)


def found():
    batch = doubtful()
    attempt = batch.attempts.get(number=batch.attempt_count)
    return evidence.weigh(batch, attempt, at=timezone.now())


def others():
    return Delivery.objects.exclude(batch=doubtful()).order_by("pk")


def test_soon_after_the_call_silence_says_nothing(one_in_doubt):
    for delivery in others():
        hear_of(delivery)

    assert found().finding is Finding.OPEN
    sweep()
    assert doubtful()


def test_when_others_are_heard_of_and_this_call_is_not_it_goes_again(one_in_doubt, provider):
    before = dict(Delivery.objects.values_list("pk", "token"))
    for delivery in others():
        hear_of(delivery)
    time_passes(minutes=31)

    assert found().finding is Finding.NOT_TAKEN
    sweep()
    send_everything()

    one_in_doubt.refresh_from_db()
    assert one_in_doubt.state == MailingState.SENT
    assert provider.ledger.letters == 200
    assert provider.ledger.twice == []
    assert dict(Delivery.objects.values_list("pk", "token")) == before


def test_a_letter_that_goes_again_keeps_its_number_and_its_message_id():
    sent = mailing(number=3)
    first = claiming.claim(Stream.BULK, provider="mailgun")
    Batch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()

    deciding.send_again(sent)

    again = claiming.claim(Stream.BULK, provider="mailgun")
    assert again.number == first.number + 1
    assert again.recipients == first.recipients


def test_when_nobody_is_heard_of_it_stays_and_says_so(one_in_doubt):
    time_passes(days=3)

    assert found().finding is Finding.OPEN
    assert "Does the provider report to this site at all?" in found().words
    sweep()
    assert doubtful()


def test_when_too_few_others_are_heard_of_it_stays(one_in_doubt):
    for delivery in others()[:20]:
        hear_of(delivery)
    time_passes(minutes=31)

    assert found().finding is Finding.OPEN
    assert "too little to be sure" in found().words


def test_others_of_another_hour_are_not_compared_with(one_in_doubt):
    for delivery in others():
        hear_of(delivery)
    time_passes(minutes=31)
    for attempt in Attempt.objects.exclude(batch=doubtful()):
        attempt.started_at -= timedelta(minutes=20)
        attempt.save()

    assert "nothing to compare with" in found().words


def test_of_a_handful_of_letters_silence_says_nothing(one_in_doubt):
    few = doubtful().deliveries.order_by("pk").values_list("pk", flat=True)[9:]
    Delivery.objects.filter(pk__in=list(few)).rise(DeliveryStatus.ACCEPTED)
    for delivery in others():
        hear_of(delivery)
    time_passes(minutes=31)

    assert found().finding is Finding.OPEN


def test_news_that_comes_just_before_it_goes_again_stops_it(one_in_doubt, provider):
    for delivery in others():
        hear_of(delivery)
    time_passes(minutes=31)
    resolving.resolve()
    back = Batch.objects.get(state=BatchState.READY)
    hits = provider.hits
    hear_of(back.deliveries.first())

    send_everything()

    assert provider.hits == hits
    one_in_doubt.refresh_from_db()
    assert one_in_doubt.state == MailingState.SENT


def test_a_call_is_not_sent_again_and_again(one_in_doubt, provider):
    provider.script.default = "500"
    for delivery in others():
        hear_of(delivery)

    for _ in range(6):
        time_passes(minutes=31)
        for attempt in Attempt.objects.exclude(batch__state=BatchState.AMBIGUOUS):
            attempt.started_at = timezone.now() - timedelta(minutes=31)
            attempt.save()
        sweep()
        send_everything()

    batch = doubtful()
    assert batch.attempt_count == 3


def test_weighing_costs_the_same_whatever_the_size(one_in_doubt, django_assert_max_num_queries):
    for delivery in others():
        hear_of(delivery)
    time_passes(minutes=31)
    batch = doubtful()
    attempt = batch.attempts.get()

    with django_assert_max_num_queries(4):
        evidence.weigh(batch, attempt, at=timezone.now())


def test_what_cannot_be_decided_is_looked_at_again_and_does_not_keep_others_from_it(
    one_in_doubt, monkeypatch
):
    time_passes(days=1)
    resolving.resolve()
    waiting = doubtful()
    assert waiting.resolve_after > timezone.now()

    monkeypatch.setattr(resolving, "LOOKED_AT", 1)
    hear_of(waiting.deliveries.first())
    resolving.resolve()
    assert not Batch.objects.filter(state=BatchState.AMBIGUOUS).exists()
