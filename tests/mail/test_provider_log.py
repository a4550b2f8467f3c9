"""What the provider's own log says of a call whose end nobody saw; no report is ever posted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mail import evidence, inquiring, sweeping
from mail.enums import BatchState, DeliveryStatus, LogAnswer, MailingState
from mail.evidence import Finding
from mail.models import Attempt, Delivery, Mailing
from mail.providers import profiles
from tests.factories.mail import mailing, send_everything

pytestmark = pytest.mark.django_db

HALF_AN_HOUR = 31


@pytest.fixture(params=["mailgun", "postmark", "postmark-bulk"])
def provider(use, request):
    return use(request.param)


@pytest.fixture
def in_doubt(provider):
    """Three calls, of 50, 100 and 50: nobody saw the end of the second."""

    def send(second):
        provider.script.calls.extend(["ok", second])
        sent = mailing(number=200)
        send_everything()
        Mailing.objects.update(wave=9)
        send_everything()
        return sent

    return send


def time_passes(minutes):
    """For the calls and for the log, but not for what was asked."""
    for attempt in Attempt.objects.exclude(ended_at=None):
        attempt.started_at -= timedelta(minutes=minutes)
        attempt.ended_at -= timedelta(minutes=minutes)
        if attempt.log_asked_at:
            attempt.log_asked_at -= timedelta(minutes=minutes)
        attempt.save()


def sweep():
    """Two ticks: the log is asked last in one, and heard in the next."""
    sweeping.sweep()
    sweeping.sweep()


def doubtful():
    return Attempt.objects.get(batch__state=BatchState.AMBIGUOUS)


def said():
    attempt = doubtful()
    return evidence.weigh(attempt.batch, attempt, at=timezone.now())


def test_a_call_that_the_log_knows_was_taken(in_doubt, provider):
    sent = in_doubt("accept_500")
    time_passes(minutes=3)

    sweep()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert provider.ledger.letters == 200
    assert provider.refusals == []
    assert not sent.deliveries.filter(status=DeliveryStatus.UNKNOWN).exists()


def test_a_call_that_it_does_not_know_among_others_goes_again(in_doubt, provider):
    sent = in_doubt("500")
    time_passes(HALF_AN_HOUR)

    sweep()
    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert provider.ledger.letters == 200
    assert provider.ledger.twice == []


def test_soon_after_the_call_what_it_does_not_know_says_nothing(in_doubt):
    in_doubt("500")
    time_passes(minutes=3)

    sweep()

    assert doubtful().log_answer == LogAnswer.NOTHING
    assert said().finding is Finding.OPEN
    assert "own log knows none of them so far" in said().words


def test_a_log_that_is_behind_proves_nothing(in_doubt, provider):
    in_doubt("accept_500")
    provider.script.log = "behind"
    time_passes(HALF_AN_HOUR)

    sweep()

    assert doubtful().log_answer == LogAnswer.NOTHING
    assert said().finding is Finding.OPEN


@pytest.mark.parametrize("mood", ["forbidden", "nonsense"])
def test_a_log_that_cannot_be_read_is_said_and_asked_again_later(in_doubt, provider, mood):
    sent = in_doubt("accept_500")
    provider.script.log = mood
    time_passes(minutes=3)
    sweep()
    assert doubtful().log_answer == LogAnswer.UNREADABLE
    assert "could not be read" in said().words
    asked = provider.asked

    sweep()
    assert provider.asked == asked

    provider.script.log = "whole"
    time_passes(minutes=6)
    sweep()
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_a_log_that_cannot_be_reached_keeps_nobody_from_their_work(in_doubt, provider, settings):
    in_doubt("500")
    settings.ANYMAIL |= {
        "MAILGUN_API_URL": "http://127.0.0.1:9/v3",
        "POSTMARK_API_URL": "http://127.0.0.1:9/",
    }
    time_passes(minutes=3)

    sweep()

    assert doubtful().log_answer == LogAnswer.UNREADABLE


def test_first_letters_that_nobody_can_be_compared_with_wait_for_a_person(provider):
    provider.script.calls.append("500")
    mailing(number=3)
    send_everything()
    time_passes(HALF_AN_HOUR)

    sweep()

    assert doubtful().log_answer == LogAnswer.NOTHING


def test_a_log_is_asked_for_few_letters_where_a_call_is_taken_as_a_whole(in_doubt, provider):
    in_doubt("500")
    time_passes(minutes=3)

    inquiring.inquire()

    whole = profiles.current().accepts_whole
    assert provider.asked == (inquiring.SAMPLE if whole else doubtful().recipients)


@pytest.mark.parametrize("provider", ["postmark"], indirect=True)
def test_what_was_taken_of_a_call_stays_and_the_rest_goes_again(in_doubt, provider, due_at_once):
    not_at_first = [*range(60, 65), *range(155, 160)]
    provider.script.stumbling = {f"member{n}@example.org" for n in not_at_first}
    in_doubt("accept_500")
    assert provider.ledger.letters == 190
    time_passes(HALF_AN_HOUR)

    sweep()
    assert Delivery.objects.filter(status=DeliveryStatus.UNKNOWN).count() == 5
    due_at_once()

    assert provider.ledger.letters == 200
    assert provider.ledger.twice == []


def test_erased_people_are_not_asked_about(in_doubt, provider):
    sent = in_doubt("500")
    doubtful().batch.deliveries.update(address=None)
    time_passes(HALF_AN_HOUR)

    sweep()

    assert provider.asked == 0
    assert doubtful().log_answer == LogAnswer.NOTHING
    assert sent.deliveries.count() == 200
