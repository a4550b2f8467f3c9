"""How fast a provider is handed letters, for all workers together."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.settings import env
from mail import claiming, outbox, rates, tasks
from mail.enums import BatchState, MailingState, Stream
from mail.models import Attempt, Batch, RateBucket
from mail.sweeping import sweep
from tests.factories.mail import envelope, mailing, send_everything

pytestmark = pytest.mark.django_db

MAILGUN = "mailgun"


def time_passes(seconds):
    """For the buckets alone."""
    for bucket in RateBucket.objects.all():
        bucket.filled_at -= timedelta(seconds=seconds)
        for column in ("bulk_from", "service_from"):
            if moment := getattr(bucket, column):
                setattr(bucket, column, moment - timedelta(seconds=seconds))
        bucket.save()


def due_again():
    Batch.objects.filter(state=BatchState.READY).update(not_before=timezone.now())


@pytest.fixture
def one_a_second(settings):
    settings.MAIL_RATE = 1.0


def test_without_a_rate_nothing_is_counted():
    assert rates.take(MAILGUN, Stream.BULK, 500)

    assert not RateBucket.objects.exists()


def test_no_more_is_handed_over_than_the_rate_allows(provider, one_a_second):
    mailing(number=100)

    assert send_everything() == 0
    time_passes(10)
    assert send_everything() == 1
    time_passes(10)
    assert send_everything() == 0

    assert provider.ledger.letters == 50
    assert Attempt.objects.count() == 1
    time_passes(60)
    send_everything()
    assert provider.ledger.letters == 100


def test_while_a_newsletter_waits_for_tokens_nothing_is_claimed_and_the_wait_is_known(
    provider, one_a_second, django_assert_max_num_queries
):
    mailing(number=100)
    send_everything()

    assert 5 < rates.wait(MAILGUN, Stream.BULK) < 15
    assert not rates.has_work(Stream.BULK, MAILGUN)
    with django_assert_max_num_queries(4):
        assert claiming.claim(Stream.BULK, provider=MAILGUN) is None


def test_a_sign_in_code_does_not_wait_behind_a_newsletter(provider, one_a_second):
    mailing(number=50)
    send_everything(Stream.BULK)
    time_passes(10)
    send_everything(Stream.BULK)
    assert rates.take(MAILGUN, Stream.BULK, 1) is False

    for number in range(rates.RESERVE):
        outbox.post(envelope(), key=f"code:{number}")

    assert send_everything(Stream.SERVICE) == rates.RESERVE


def test_a_batch_larger_than_the_bucket_does_not_wait_for_ever(settings):
    settings.MAIL_RATE = 10.0
    rates.take("smtp", Stream.BULK, 1)
    time_passes(3600)

    assert rates.take("smtp", Stream.BULK, 200)
    assert not rates.take("smtp", Stream.BULK, 1)


def test_asked_to_wait_everybody_waits_and_service_letters_not_as_long(provider):
    provider.script.calls.append("429")
    provider.script.retry_after = 600
    mailing(number=1)

    send_everything()
    due_again()
    outbox.post(envelope(), key="code:1")

    assert send_everything() == 0
    assert rates.wait(MAILGUN, Stream.BULK) > 590
    assert 20 < rates.wait(MAILGUN, Stream.SERVICE) <= 30
    time_passes(31)
    assert send_everything() == 1
    time_passes(600)
    assert send_everything() == 1
    assert provider.ledger.letters == 2


def test_a_wait_is_never_made_shorter():
    far = timezone.now() + timedelta(hours=1)
    rates.block(MAILGUN, until=far)
    rates.block(MAILGUN, until=timezone.now() + timedelta(seconds=5))

    assert RateBucket.objects.get().bulk_from == far


def test_a_clock_that_was_set_back_does_not_stop_the_post_for_ever():
    rates.block(MAILGUN, until=timezone.now())
    far = timezone.now() + timedelta(days=300)
    RateBucket.objects.update(bulk_from=far, service_from=far, filled_at=far)

    sweep()

    bucket = RateBucket.objects.get()
    assert bucket.bulk_from < timezone.now() + timedelta(hours=25)
    assert bucket.service_from < timezone.now() + timedelta(minutes=1)
    assert bucket.filled_at <= timezone.now()


def test_a_new_account_that_takes_few_recipients_a_call_is_served_in_small_calls(provider):
    provider.script.most = 20
    sent = mailing(number=120)

    for _ in range(40):
        send_everything()
        time_passes(400)
        due_again()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert provider.ledger.letters == 120
    assert provider.ledger.twice == []
    assert Attempt.objects.filter(http_status=420).exists()


def test_what_one_call_took_the_next_may_take_twice():
    rates.shrink(MAILGUN, refused=500)
    assert RateBucket.objects.get().reach == 250
    rates.grow(MAILGUN, taken=50)
    assert RateBucket.objects.get().reach == 250
    rates.shrink(MAILGUN, refused=50)
    rates.grow(MAILGUN, taken=25)
    assert RateBucket.objects.get().reach == 50
    rates.grow(MAILGUN, taken=250)
    assert RateBucket.objects.get().reach is None


def test_an_hour_that_is_used_up_is_waited_for_and_the_mailing_is_not_paused(provider):
    provider.script.most = 0
    sent = mailing(number=5)

    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENDING
    assert rates.wait(MAILGUN, Stream.BULK) > 0
    assert rates.wait(MAILGUN, Stream.SERVICE) == 0


def test_a_pump_waits_a_short_while_itself_and_leaves_a_long_one_to_the_tick(
    provider, settings, monkeypatch
):
    settings.MAIL_RATE = 100.0
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        time_passes(seconds)

    monkeypatch.setattr("mail.tasks.time.sleep", sleep)
    mailing(number=900)
    RateBucket.objects.create(provider=MAILGUN, tokens=0, filled_at=timezone.now())

    tasks.pump(Stream.BULK)

    assert provider.ledger.letters == 900
    assert 8 < sum(slept) < 11


@pytest.mark.parametrize("value", ["fast", "0", "-1", "nan", "1,5"])
def test_a_rate_that_makes_no_sense_is_refused_in_a_sentence(monkeypatch, value):
    monkeypatch.setenv("MAIL_RATE", value)

    with pytest.raises(env.Misconfigured, match=r"^MAIL_RATE is “.*such as 14, or leave it out\.$"):
        env.rate("MAIL_RATE", "14")


def test_a_rate_may_be_less_than_one_a_second_or_none(monkeypatch):
    monkeypatch.setenv("MAIL_RATE", "0.5")
    assert env.rate("MAIL_RATE", "14") == 0.5
    monkeypatch.delenv("MAIL_RATE")
    assert env.rate("MAIL_RATE", "14") is None
