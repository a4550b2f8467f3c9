"""The same steps from the shell, with a sentence for each wrong turn."""

import pytest
from django.core.management import CommandError, call_command

from mail.models import Delivery, Mailing
from newsletters.dispatching import hand_over, pause
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, Newsletter
from tests.factories.mail import letters_in
from tests.factories.newsletters import (
    approved,
    case_study,
    drafted,
    editor,
    member,
    newsletter_with_archive,
    publisher,
    reader,
)

pytestmark = pytest.mark.django_db

DRAFT = "hub-news/2026-11-24"


@pytest.fixture
def run(capsys):
    def run(*words):
        call_command("newsletter", *words)
        return capsys.readouterr().out

    return run


def test_from_gathering_to_the_last_letter(newsletter, run, mailbox):
    reader(newsletter, "ada@example.org")
    publisher("paul@example.org")
    case_study()

    assert run("assemble") == "Hub News: a draft was made: hub-news/2026-11-24.\n"
    said = run("approve", "hub-news/2026-11-24", "--by", "paul@example.org")
    assert "hub-news/2026-11-24: Approved. The first letters leave" in said
    assert "Sent. 1 of 1 letters are with the provider." in run("send", "--wait")

    assert Dispatch.objects.get().state == DispatchState.SENT
    to_ada = [path for path in letters_in(mailbox) if b"To: ada@example.org" in path.read_bytes()]
    assert len(to_ada) == 1
    assert "Nothing is approved and waiting." in run("send")


def test_without_waiting_the_worker_is_left_to_send(newsletter, run, mailbox):
    approved(newsletter)

    assert "The letters are on their way." in run("send")
    assert Delivery.objects.filter(mailing__stream="bulk", status=0).count() == 1


def test_sending_again_what_is_on_its_way_plans_nothing_new(newsletter, run):
    dispatch = approved(newsletter)
    hand_over(dispatch.pk)

    run("send", str(dispatch.pk))

    assert Mailing.objects.filter(stream="bulk").count() == 1


def test_what_is_not_due_is_said_and_left(newsletter, run):
    case_study()
    Newsletter.objects.update(next_due_at="2026-12-01T09:30Z")

    assert run("assemble") == (
        "Hub News: not due. The next draft: Tuesday 1 December 2026, 9:30.\n"
    )
    assert not Dispatch.objects.exists()
    assert "a draft was made: hub-news/2026-12-01" in run("assemble", "--now")


def test_nothing_new_is_said(newsletter, run):
    assert "nothing new. The next draft: Tuesday 1 December 2026, 9:30." in run("assemble")


def test_one_newsletter_can_be_named(newsletter, site, run):
    newsletter_with_archive(site, name="Other", next_due_at=newsletter.next_due_at)
    case_study()

    run("assemble", "--newsletter", "other")

    assert Dispatch.objects.get().newsletter.slug == "other"


def test_status_shows_what_is_due_and_where_each_edition_stands(newsletter, run):
    drafted(newsletter)

    said = run("status")

    assert "Hub News (hub-news): every Tuesday, 9:30." in said
    assert "hub-news/2026-11-24: A draft." in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["assemble", "--newsletter", "nope"], "There is no newsletter “nope”. There is: hub-news"),
        (["approve", "999", "--by", "paul@example.org"], "There is no edition “999”"),
        (["approve", "hub-news/soon", "--by", "paul@example.org"], "There is no edition"),
        (
            ["approve", DRAFT, "--by", "nobody@example.org"],
            "Nobody with the address",
        ),
        (["approve", DRAFT, "--by", "ed@example.org"], "may not approve"),
        (["approve", DRAFT, "--by", "ada@example.org"], "may not approve"),
        (["send", DRAFT], "cannot be sent: it is “draft”"),
    ],
)
def test_wrong_turns_are_said_in_a_sentence(newsletter, run, words, sentence):
    editor("ed@example.org")
    publisher("paul@example.org")
    member("ada@example.org")
    drafted(newsletter)

    with pytest.raises(CommandError, match=sentence):
        run(*words)


def test_an_early_second_draft_is_refused(newsletter, run):
    drafted(newsletter)

    with pytest.raises(CommandError, match="send or cancel it first"):
        run("assemble", "--now")


def test_waiting_for_a_paused_edition_ends_with_the_reason(newsletter, run, mailbox):
    dispatch = approved(newsletter)
    hand_over(dispatch.pk)
    pause(dispatch.pk)

    with pytest.raises(CommandError, match="it is paused: Paused by staff"):
        run("send", str(dispatch.pk), "--wait", "5")


def test_an_edition_is_checked_proved_taken_back_and_sent_at_its_time(newsletter, run, mailbox):
    Newsletter.objects.update(undo_minutes=10)
    reader(newsletter)
    publisher("paul@example.org")
    drafted(newsletter)

    said = run("check", DRAFT)
    assert "note  The title says nothing yet" in said
    assert "1 would get it, in 1 letters." in said
    assert "on its way" in run("test", DRAFT, "--to", "proof@example.org")
    assert "until then" in run("approve", DRAFT, "--by", "paul@example.org").lower()
    assert "A draft." in run("take-back", DRAFT)
    said = run("approve", DRAFT, "--by", "paul@example.org", "--at", "2026-11-25T10:00")
    assert "on Wednesday 25 November at 10:00" in said
    assert "Nothing is approved and waiting." in run("send")

    run("send", DRAFT)
    assert "Paused" in run("pause", DRAFT)
    assert "on their way" in run("resume", DRAFT)
    assert "Cancelled" in run("cancel", DRAFT)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["test", DRAFT, "--to", "nobody"], "Enter an e-mail address with an @"),
        (["approve", DRAFT, "--by", "x@example.org", "--at", "soon"], "a day and a time"),
        (["resume", DRAFT], "No letter of this edition"),
        (["take-back", DRAFT], "nothing to take back"),
        (["check", "hub-news/1999-01-01"], "There is no edition"),
    ],
)
def test_what_cannot_be_done_is_said(newsletter, run, words, said):
    drafted(newsletter)

    with pytest.raises(CommandError, match=said):
        run(*words)


def test_what_stops_an_edition_ends_the_check_with_an_error(newsletter, run, capsys):
    drafted(newsletter)

    with pytest.raises(CommandError, match="cannot be approved as it is"):
        run("check", DRAFT)
    assert "STOP  Nobody would get this letter." in capsys.readouterr().out


def test_the_days_of_the_next_drafts(newsletter, run):
    assert run("due").startswith("Hub News (hub-news): every Tuesday, 9:30. The next draft:")
