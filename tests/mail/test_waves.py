"""The first letters of a newsletter go alone."""

import pytest
from django.utils import timezone

from mail import batches, claiming, deciding, waves
from mail.enums import BatchState, DeliveryStatus, MailingState, Stream
from mail.models import Batch, Delivery, Mailing
from mail.planning import Group
from mail.providers import profiles
from mail.providers.handover import Courier
from mail.sweeping import sweep
from tests.factories.mail import mailing, people, recipients, send_everything, words

pytestmark = pytest.mark.django_db


def claim():
    return claiming.claim(Stream.BULK, provider="mailgun")


@pytest.mark.parametrize(
    ("most", "sizes"),
    [
        (500, [50, 100, 200, 400, 500]),
        (1000, [50, 100, 200, 400, 800, 1000]),
        (200, [50, 100, 200]),
        (50, [50, 50]),
        (25, [25, 25]),
        (1, [1, 1]),
    ],
)
def test_calls_grow_up_to_what_the_provider_takes(most, sizes):
    assert waves.sizes(most) == sizes


def test_the_rest_of_a_newsletter_waits_until_its_first_letters_are_taken(provider):
    mailing(number=160)

    first = claim()

    assert len(first.recipients) == 50
    assert claim() is None
    Batch.objects.filter(pk=first.batch_id).update(
        state=BatchState.READY, owner=None, not_before=timezone.now()
    )
    send_everything()
    assert provider.ledger.letters == 160


def test_each_wave_waits_for_the_one_before_it(provider):
    mailing(number=1000)
    mailed = []

    with Courier(profiles.current()) as courier:
        while batches.send_next(Stream.BULK, courier):
            mailed.append(provider.ledger.letters)
            waiting = Batch.objects.claimable(Stream.BULK, timezone.now())
            assert waiting.count() <= 1

    assert mailed == [50, 150, 350, 750, 1000]


def test_an_uncertain_first_batch_keeps_the_rest_until_somebody_decides(provider):
    provider.script.calls.append("accept_500")
    sent = mailing(number=150)

    send_everything()
    sweep()

    assert provider.hits == 1
    assert Delivery.objects.filter(status=DeliveryStatus.PENDING).count() == 100
    deciding.treat_as_sent(sent)
    send_everything()
    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert provider.ledger.letters == 150
    assert provider.ledger.twice == []


def test_a_first_batch_in_which_everybody_left_keeps_nobody_waiting(provider):
    users = people(60)
    sent = mailing(users)
    first = Batch.objects.get(wave=0)
    users.filter(deliveries__batch=first).delete()

    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert provider.ledger.letters == 10


def test_a_bad_address_in_the_first_batch_is_found_and_the_rest_goes(provider):
    provider.script.poison = {"member7@example.org"}
    sent = mailing(number=120)

    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert provider.ledger.letters == 119


def test_the_waves_go_on_from_letter_to_letter_of_one_mailing(provider):
    users = people(400)
    rows = list(users.order_by("pk").values_list("pk", flat=True))
    first, second = users.filter(pk__lt=rows[60]), users.filter(pk__gte=rows[60])
    groups = [
        Group(words("For schools"), recipients(first)),
        Group(words("For police"), recipients(second)),
    ]

    mailing(users, groups=groups)

    planned = Batch.objects.order_by("pk").values_list("letter__subject", "wave", "size")
    assert sorted(planned, key=lambda row: row[1]) == [
        ("For schools", 0, 50),
        ("For schools", 1, 10),
        ("For police", 2, 200),
        ("For police", 3, 140),
    ]
    send_everything()
    assert provider.ledger.letters == 400


def test_the_sweeper_lets_nobody_wait_for_a_wave_that_came_to_nothing():
    mailing(number=200)
    Delivery.objects.filter(batch__wave=0).rise(DeliveryStatus.REFUSED)
    Batch.objects.filter(wave=0).update(state=BatchState.DONE)
    assert claim() is None

    sweep()

    assert Mailing.objects.get().wave == 1
    assert len(claim().recipients) == 100
