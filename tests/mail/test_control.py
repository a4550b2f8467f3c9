"""Pause, resume, cancel, and deciding what nobody knows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mail import claiming, control, deciding, finishing, outbox
from mail.control import NotPossible
from mail.enums import BatchState, DeliveryStatus, MailingState, Stream
from mail.models import Batch, Delivery, Letter
from mail.providers.claims import Report
from mail.reporting import counts
from mail.sweeping import sweep
from tests.factories.mail import envelope, mailing, send_everything

pytestmark = pytest.mark.django_db


def claim():
    return claiming.claim(Stream.BULK, provider="mailgun")


def uncertain_batch():
    claim()
    Batch.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    return Batch.objects.get()


def test_nothing_is_handed_over_while_paused_and_all_of_it_after(mailbox):
    sent = mailing(number=2)
    control.pause(sent, reason="Wrong date in the title")
    assert send_everything() == 0
    assert sent.paused_reason == "Wrong date in the title"

    control.resume(sent)
    send_everything()

    sent.refresh_from_db()
    assert (sent.state, sent.paused_reason) == (MailingState.SENT, "")
    assert len(list(mailbox.glob("*.eml"))) == 2


def test_a_batch_under_way_is_finished_although_the_mailing_was_paused():
    sent = mailing(number=2)
    taken = claim()
    control.pause(sent)

    finishing.finish(taken, Report(accepted=dict.fromkeys(taken.ids, "<id>")))

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT


def test_a_cancelled_mailing_writes_off_whom_it_has_not_mailed(mailbox):
    sent = mailing(number=2)

    control.cancel(sent)

    assert send_everything() == 0
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.CANCELLED}
    assert counts(sent).not_sent == 2
    assert not mailbox.exists()


def test_what_is_put_back_into_a_cancelled_mailing_is_written_off_too():
    sent = mailing(number=2)
    taken = claim()
    control.cancel(sent)

    finishing.finish(taken, Report(not_sent=taken.ids))
    sweep()

    assert Batch.objects.get().state == BatchState.CANCELLED
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.CANCELLED}


def test_a_cancelled_service_letter_keeps_no_code():
    posted = outbox.post(envelope(), key="code:1")

    control.cancel(posted)

    assert Letter.objects.get().text == ""


@pytest.mark.parametrize("step", [control.pause, control.resume, control.cancel])
def test_a_mailing_that_is_sent_cannot_be_stopped(step):
    sent = mailing(number=1)
    send_everything()

    with pytest.raises(NotPossible, match="is sent"):
        step(sent)


def test_a_person_may_say_that_uncertain_letters_went():
    sent = mailing(number=2)
    uncertain_batch()

    deciding.treat_as_sent(sent)

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert counts(sent).uncertain == 2


def test_a_person_may_have_uncertain_letters_sent_again(mailbox):
    sent = mailing(number=2)
    uncertain_batch()

    deciding.send_again(sent)
    with pytest.raises(NotPossible):
        deciding.send_again(sent)
    send_everything()

    sent.refresh_from_db()
    assert sent.state == MailingState.SENT
    assert counts(sent).sent == 2
    assert len(list(mailbox.glob("*.eml"))) == 2


def test_the_counts_tell_what_became_of_everybody():
    sent = mailing(number=3, candidates=5, excluded={"paused": 2})
    assert counts(sent).waiting == 3

    send_everything()

    told = counts(sent)
    assert (told.candidates, told.planned, told.sent, told.waiting) == (5, 3, 3, 0)
    assert told.adds_up
