"""Whom nobody may write to, although the address is not kept."""

import pytest

from mail import suppression
from mail.enums import Stream, SuppressionReason
from mail.models import Suppression
from mail.signals import address_suppressed
from mail.suppression import is_suppressed, lift, suppress

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"
BOUNCE, UNSUBSCRIBED = SuppressionReason.BOUNCE, SuppressionReason.UNSUBSCRIBED


def test_the_address_is_known_again_but_not_kept():
    suppress(" Ada@EXAMPLE.org ", reason=BOUNCE)

    assert is_suppressed(ADA)
    assert not is_suppressed("ben@example.org")
    assert "ada" not in str(Suppression.objects.values().get()).lower()


def test_stopping_one_list_leaves_the_others_open():
    suppress(ADA, reason=UNSUBSCRIBED, scope="newsletter:1")

    assert is_suppressed(ADA, "newsletter:1")
    assert not is_suppressed(ADA, "newsletter:2")
    assert not is_suppressed(ADA)


def test_stopping_all_mail_stops_every_list():
    suppress(ADA, reason=BOUNCE)

    assert is_suppressed(ADA, "newsletter:1")


def test_asking_twice_is_asking_once_and_the_first_reason_stays():
    suppress(ADA, reason=BOUNCE)
    suppress(ADA, reason=UNSUBSCRIBED)

    assert Suppression.objects.get().reason == BOUNCE


def test_who_comes_back_is_written_to_again():
    suppress(ADA, reason=UNSUBSCRIBED, scope="newsletter:1")
    suppress(ADA, reason=BOUNCE)

    assert lift(ADA, scope="newsletter:1")
    assert not lift(ADA, scope="newsletter:1")
    assert is_suppressed(ADA)


def test_the_list_survives_a_new_secret_key_and_a_new_pepper(settings):
    suppress(ADA, reason=BOUNCE)
    settings.SECRET_KEY = "another"
    settings.SUPPRESSION_PEPPERS = [(2, "new"), *settings.SUPPRESSION_PEPPERS]

    assert is_suppressed(ADA)
    suppress("ben@example.org", reason=BOUNCE)
    assert sorted(Suppression.objects.values_list("pepper_version", flat=True)) == [1, 2]
    assert lift(ADA, scope=suppression.EVERYTHING)


def test_without_the_pepper_the_list_says_nothing(settings):
    suppress(ADA, reason=BOUNCE)
    settings.SUPPRESSION_PEPPERS = [(1, "guessed")]

    assert not is_suppressed(ADA)


def test_many_addresses_are_asked_for_at_once(django_assert_num_queries):
    suppress(ADA, reason=UNSUBSCRIBED, scope="newsletter:1")
    addresses = [ADA, *(f"member{n}@example.org" for n in range(500))]

    with django_assert_num_queries(1):
        found = suppression.among(addresses, scope="newsletter:1", stream=Stream.BULK)

    assert found == {ADA}


def test_others_are_told_and_their_failure_harms_nobody(caplog):
    heard = []

    def listen(sender, address, scope, reason, **options):
        heard.append((address, scope, reason))
        raise RuntimeError

    address_suppressed.connect(listen)
    try:
        suppress(ADA, reason=BOUNCE)
        suppress(ADA, reason=BOUNCE)
    finally:
        address_suppressed.disconnect(listen)

    assert heard == [(ADA, "", BOUNCE)]
    assert ADA not in caplog.text
