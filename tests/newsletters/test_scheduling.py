"""What the clock starts: once, whatever fails, and however many look at it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from cms.celery import app
from mail.enums import MailingState
from mail.models import Delivery, Mailing
from newsletters import gathering, rendering
from newsletters.approving import NotADraft, approve
from newsletters.dispatching import NotPossible, cancel, hand_over, hurry, pause, resume
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, EditionPage, Newsletter
from newsletters.scheduling import run_due
from newsletters.standing import standing
from tests.factories.mail import send_everything
from tests.factories.newsletters import (
    approved,
    case_study,
    drafted,
    newsletter_with_archive,
    publisher,
    reader,
)
from tests.newsletters.conftest import NOW


def at_once(*steps):
    """Run the steps at one moment, each on its own connection; returns what they raised."""
    start, raised = Barrier(len(steps)), []

    def run(step):
        try:
            start.wait(timeout=20)
            step()
        except Exception as error:  # noqa: BLE001 (handed to the test)
            raised.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return raised


@pytest.mark.django_db
def test_a_month_in_four_ticks(newsletter, mailbox, clock):
    reader(newsletter, "ada@example.org")
    case_study()

    run_due()
    dispatch = Dispatch.objects.get()
    assert dispatch.state == DispatchState.DRAFTED

    approve(dispatch.pk, by=publisher())
    run_due()
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENDING

    send_everything()
    clock.shift(timedelta(minutes=1))
    run_due()
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENT
    assert dispatch.sent_at == NOW
    assert [d.address for d in dispatch.mailing.deliveries.all()] == ["ada@example.org"]

    run_due()
    assert Dispatch.objects.count() == 1
    assert Mailing.objects.filter(stream="bulk").count() == 1


@pytest.mark.django_db
def test_nothing_is_gathered_before_its_time_or_for_a_paused_newsletter(newsletter, site):
    case_study()
    Newsletter.objects.update(next_due_at=NOW + timedelta(seconds=1))
    newsletter_with_archive(site, name="Paused", is_active=False, next_due_at=NOW)

    run_due()

    assert not Dispatch.objects.exists()


@pytest.mark.django_db
def test_a_fault_in_one_newsletter_does_not_keep_the_next_one_waiting(
    newsletter, site, monkeypatch, caplog
):
    newsletter_with_archive(site, name="Zebra", next_due_at=NOW)
    case_study()
    honest = gathering.gather

    def faulty(newsletter, **moments):
        if newsletter.name == "Hub News":
            raise RuntimeError("ada@example.org is in this message")
        return honest(newsletter, **moments)

    monkeypatch.setattr(gathering, "gather", faulty)

    run_due()

    assert Dispatch.objects.get().newsletter.name == "Zebra"
    newsletter.refresh_from_db()
    assert newsletter.next_due_at == NOW
    assert "RuntimeError" in caplog.text
    assert "ada@example.org" not in caplog.text


@pytest.mark.django_db
def test_an_edition_that_cannot_be_handed_over_says_so_and_is_tried_again(newsletter, monkeypatch):
    dispatch = approved(newsletter)
    honest = rendering.compose

    def broken(name, context):
        raise ValueError("unexpected end of stream")

    monkeypatch.setattr(rendering, "compose", broken)
    run_due()
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.APPROVED
    assert "unexpected end of stream" in standing(dispatch, at=NOW).words
    assert not Mailing.objects.filter(stream="bulk").exists()

    monkeypatch.setattr(rendering, "compose", honest)
    run_due()
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENDING
    assert dispatch.problem == ""


@pytest.mark.django_db
def test_staff_are_told_when_nobody_takes_an_approved_edition(newsletter):
    dispatch = approved(newsletter)

    assert not standing(dispatch, at=NOW + timedelta(minutes=4)).is_trouble
    late = standing(dispatch, at=NOW + timedelta(minutes=6))
    assert late.is_trouble
    assert "The worker may have stopped" in late.words


@pytest.mark.django_db
def test_an_edition_that_is_a_day_late_goes_only_when_somebody_has_looked_at_it(newsletter, clock):
    """A worker that comes back after days, or a database that is restored from one."""
    dispatch = approved(newsletter)
    clock.shift(timedelta(days=1, minutes=1))

    run_due()

    dispatch.refresh_from_db()
    stands = standing(dispatch, at=timezone.now())
    assert dispatch.state == DispatchState.APPROVED
    assert stands.is_trouble
    assert "a day late" in stands.words
    assert (stands.can_take_back, stands.can_hurry, stands.can_cancel) == (True, True, True)
    hurry(dispatch.pk)
    run_due()
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENDING


@pytest.mark.django_db
def test_an_edition_that_is_hours_late_goes_by_itself(newsletter, clock):
    dispatch = approved(newsletter)
    clock.shift(timedelta(hours=23))

    run_due()

    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENDING


@pytest.mark.django_db
def test_a_letter_is_planned_for_each_reader_and_the_rest_is_accounted_for(newsletter):
    for number in range(3):
        reader(newsletter, f"reader{number}@example.org")
    reader(newsletter, "unconfirmed@example.org", confirmed=False)

    mailing = hand_over(approved(newsletter).pk)

    assert (mailing.candidates, mailing.planned) == (4, 3)
    assert mailing.excluded == {"unconfirmed": 1}
    assert mailing.scope == newsletter.scope
    assert Delivery.objects.filter(mailing=mailing).count() == 3


@pytest.mark.django_db
def test_pause_resume_and_cancel_go_through_to_the_letters(newsletter):
    reader(newsletter)
    dispatch = approved(newsletter)
    with pytest.raises(NotPossible, match="No letter of this edition"):
        pause(dispatch.pk)
    hand_over(dispatch.pk)

    pause(dispatch.pk)
    assert not Delivery.objects.filter(mailing__stream="bulk", status__gt=0).exists()
    send_everything()
    assert not Delivery.objects.filter(mailing__stream="bulk", status__gt=0).exists()
    resume(dispatch.pk)
    cancel(dispatch.pk)
    send_everything()

    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.CANCELLED
    assert dispatch.mailing.state == MailingState.CANCELLED
    assert EditionPage.objects.get(pk=dispatch.edition_id).live


@pytest.mark.django_db
def test_what_is_sent_cannot_be_cancelled(newsletter):
    dispatch = approved(newsletter)
    hand_over(dispatch.pk)
    send_everything()

    with pytest.raises(NotPossible):
        cancel(dispatch.pk)
    run_due()
    with pytest.raises(NotPossible, match="“Sent”"):
        cancel(dispatch.pk)


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_down_approving_succeeds_and_the_next_tick_sends(
    newsletter, monkeypatch, caplog
):
    dispatch = drafted(newsletter)
    reader(newsletter)
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")

    approve(dispatch.pk, by=publisher())

    assert "The broker does not answer" in caplog.text
    run_due()
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENDING


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_make_one_draft(newsletter):
    case_study()

    assert not at_once(run_due, run_due)

    assert Dispatch.objects.count() == EditionPage.objects.count() == 1
    newsletter.refresh_from_db()
    assert newsletter.next_due_at == NOW + timedelta(days=7)


@pytest.mark.django_db(transaction=True)
def test_two_people_approve_at_once_and_one_mailing_goes_out(newsletter):
    reader(newsletter)
    dispatch = drafted(newsletter)
    one, other = publisher("one@example.org"), publisher("other@example.org")

    raised = at_once(lambda: approve(dispatch.pk, by=one), lambda: approve(dispatch.pk, by=other))
    assert [type(error) for error in raised] == [NotADraft]

    assert not at_once(run_due, run_due, lambda: hand_over(dispatch.pk))

    assert Mailing.objects.filter(key=f"edition:{dispatch.pk}").count() == 1
    assert Delivery.objects.filter(mailing__dispatch=dispatch).count() == 1
    assert connection.is_usable()


@pytest.mark.django_db(transaction=True)
def test_cancelled_and_handed_over_at_the_same_moment_it_is_one_of_the_two(newsletter):
    dispatch = approved(newsletter)

    raised = at_once(lambda: cancel(dispatch.pk), lambda: hand_over(dispatch.pk))

    assert not raised
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.CANCELLED
    send_everything()
    assert not Delivery.objects.filter(mailing__dispatch=dispatch, status=20).exists()
