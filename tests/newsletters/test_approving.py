"""Approving: a second person, exactly what they saw, once, and frozen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from mail.models import Letter, Mailing
from newsletters import rendering
from newsletters.approving import (
    ChangedSince,
    NotADraft,
    NotApproved,
    NoTimeToSend,
    SecondPersonNeeded,
    approve,
)
from newsletters.dispatching import NotPossible, cancel, hand_over, hurry, reopen
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, EditionPage, Newsletter
from newsletters.proofing import proof
from newsletters.scheduling import run_due
from newsletters.standing import standing
from tests.factories.newsletters import case_study, drafted, editor, event, publisher, reader
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(newsletter):
    """A draft with one item, one reader, untouched by any hand."""
    reader(newsletter)
    return drafted(newsletter)


def edit(dispatch, *, by, **changes):
    edition = EditionPage.objects.get(pk=dispatch.edition_id).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(edition, name, value)
    return edition.save_revision(user=by)


def test_a_second_person_approves_and_the_edition_goes_onto_the_web_when_it_leaves(draft):
    edit(draft, by=editor(), title="Schools, and the adult who noticed")

    approve(draft.pk, by=publisher())

    draft.refresh_from_db()
    assert draft.state == DispatchState.APPROVED
    assert draft.approved_by.email == "publisher@example.org"
    assert not EditionPage.objects.get(pk=draft.edition_id).live
    assert not Mailing.objects.filter(key=f"edition:{draft.pk}").exists()

    hand_over(draft.pk)

    edition = EditionPage.objects.get(pk=draft.edition_id)
    assert edition.live
    assert draft.revision == edition.live_revision
    assert edition.title == "Schools, and the adult who noticed"


def test_whoever_changed_it_last_may_not_approve_it(draft):
    sender = publisher()
    edit(draft, by=sender)

    with pytest.raises(SecondPersonNeeded, match="somebody else has to approve"):
        approve(draft.pk, by=sender)

    draft.refresh_from_db()
    assert draft.state == DispatchState.DRAFTED
    assert not EditionPage.objects.get(pk=draft.edition_id).live


def test_a_team_of_one_may_be_allowed_to_do_it_all(draft, newsletter):
    Newsletter.objects.filter(pk=newsletter.pk).update(allows_one_person=True)
    sender = publisher()
    edit(draft, by=sender)

    assert approve(draft.pk, by=sender).state == DispatchState.APPROVED


def test_without_the_permission_nobody_approves(draft):
    with pytest.raises(PermissionDenied):
        approve(draft.pk, by=editor())


def test_pressed_twice_it_is_approved_once(draft):
    sender = publisher()
    approve(draft.pk, by=sender)

    with pytest.raises(NotADraft, match="“Approved”"):
        approve(draft.pk, by=sender)


def test_a_change_that_was_not_seen_is_not_approved(draft):
    seen = proof(draft, at=NOW).signature
    edit(draft, by=editor(), subject="Something else")

    with pytest.raises(ChangedSince):
        approve(draft.pk, by=publisher(), seen=seen)


def test_a_page_that_changed_behind_the_edition_is_not_approved_unseen(draft):
    seen = proof(draft, at=NOW).signature
    (item,) = proof(draft, at=NOW).content.items
    page = type(draft.edition).objects.get(pk=draft.edition_id).body[0].value["contents"][0]
    page.value["page"].specific.unpublish()

    with pytest.raises(ChangedSince):
        approve(draft.pk, by=publisher(), seen=seen)
    assert item.title


def test_what_was_approved_is_what_is_sent_whatever_is_edited_later(draft):
    approve(draft.pk, by=publisher())
    edit(draft, by=editor(), subject="Changed later", title="Changed later").publish()
    Newsletter.objects.update(name="Renamed", sender_name="Somebody else")
    page = draft.edition.body[0].value["contents"][0].value["page"].specific
    page.title = "Changed later"
    page.save()

    mailing = hand_over(draft.pk)

    letter = Letter.objects.get(mailing=mailing)
    assert letter.subject == "Hub News no. 1"
    assert "Changed later" not in letter.html + letter.text
    assert mailing.from_email == "Alongside <news@hub.example.org>"


def test_the_normal_publish_button_sends_nothing(draft):
    edit(draft, by=editor()).publish()

    draft.refresh_from_db()
    assert draft.state == DispatchState.DRAFTED
    assert hand_over(draft.pk) is None
    assert not Mailing.objects.filter(stream="bulk").exists()


def test_an_item_unpublished_after_gathering_is_named_and_leaves_the_letter(newsletter):
    reader(newsletter)
    case_study("Stays")
    gone = case_study("Goes")
    draft = drafted(newsletter)
    gone.unpublish()

    found = proof(draft, at=NOW)
    approve(draft.pk, by=publisher())

    assert found.content.left_out == ("Goes",)
    assert any("“Goes” is not published" in finding.text for finding in found.findings)
    draft.refresh_from_db()
    assert [item.title for item in draft.frozen.items] == ["Stays"]


def test_an_item_deleted_after_gathering_is_named_too(newsletter):
    reader(newsletter)
    case_study("Stays")
    gone = case_study("Goes")
    draft = drafted(newsletter)
    gone.delete()

    assert proof(draft, at=NOW).content.left_out == ("Goes",)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"subject": " "}, "The subject is empty."),
        ({"body": []}, "The edition announces nothing."),
    ],
)
def test_a_half_made_edition_is_refused_with_the_reason(draft, changes, sentence):
    edit(draft, by=editor(), **changes)

    with pytest.raises(NotApproved, match=sentence):
        approve(draft.pk, by=publisher())
    assert not EditionPage.objects.get(pk=draft.edition_id).live


def test_an_edition_for_nobody_is_refused(newsletter):
    draft = drafted(newsletter)

    with pytest.raises(NotApproved, match="Nobody would get this letter"):
        approve(draft.pk, by=publisher())


def test_a_letter_that_cannot_be_made_is_refused_and_nothing_is_published(draft, monkeypatch):
    def broken(name, context):
        raise ValueError("unexpected end of stream in root template")

    monkeypatch.setattr(rendering, "compose", broken)

    with pytest.raises(NotApproved, match="unexpected end of stream"):
        approve(draft.pk, by=publisher())
    assert not EditionPage.objects.get(pk=draft.edition_id).live


def test_an_event_that_has_begun_meanwhile_is_pointed_out(newsletter):
    reader(newsletter)
    event("Soon", on=(NOW + timedelta(hours=1), NOW + timedelta(hours=2)))
    draft = drafted(newsletter)

    found = proof(draft, at=NOW + timedelta(hours=1, minutes=30))

    assert any("“Soon” has begun already" in finding.text for finding in found.findings)
    assert not found.blocking


def test_cancelled_before_it_left_it_can_be_taken_up_again(draft):
    sender = publisher()
    approve(draft.pk, by=sender)

    cancel(draft.pk)
    assert hand_over(draft.pk) is None

    reopen(draft.pk)
    assert approve(draft.pk, by=sender).state == DispatchState.APPROVED
    assert Dispatch.objects.count() == 1


class TestTheTimeOfSending:
    @pytest.fixture
    def careful(self, newsletter):
        Newsletter.objects.filter(pk=newsletter.pk).update(undo_minutes=10)

    def test_for_some_minutes_an_approval_can_be_taken_back(self, careful, draft):
        sender = publisher()
        assert approve(draft.pk, by=sender).send_at == NOW + timedelta(minutes=10)
        assert hand_over(draft.pk) is None
        assert "can be taken back" in standing(Dispatch.objects.get(), at=NOW).words

        taken_back = reopen(draft.pk)

        assert (taken_back.state, taken_back.content) == (DispatchState.DRAFTED, None)
        assert not Mailing.objects.filter(stream="bulk").exists()

    def test_after_them_it_leaves(self, careful, draft, clock):
        approve(draft.pk, by=publisher())

        clock.move_to(NOW + timedelta(minutes=10))

        assert hand_over(draft.pk) is not None
        with pytest.raises(NotPossible, match="has left"):
            reopen(draft.pk)

    def test_who_will_not_wait_sends_at_once(self, careful, draft):
        approve(draft.pk, by=publisher())
        hurry(draft.pk)

        assert hand_over(draft.pk) is not None
        with pytest.raises(NotPossible, match="has not left"):
            hurry(draft.pk)

    def test_it_may_be_set_for_a_time_to_come(self, careful, draft):
        tomorrow = NOW + timedelta(days=1)

        assert approve(draft.pk, by=publisher(), send_at=tomorrow).send_at == tomorrow
        assert hand_over(draft.pk) is None
        assert "on Wednesday 25 November at 9:30" in standing(Dispatch.objects.get(), at=NOW).words

    def test_the_letter_bears_the_day_on_which_it_leaves(self, draft, clock):
        approve(draft.pk, by=publisher(), send_at=NOW + timedelta(days=4))
        draft.refresh_from_db()
        assert f"{draft.frozen.day}" == "2026-11-28"
        Dispatch.objects.filter(pk=draft.pk).update(send_at=NOW + timedelta(days=1))
        clock.shift(timedelta(days=1))

        letter = hand_over(draft.pk).letters.get()

        assert "Wednesday 25 November 2026" in letter.text
        assert "25 November 2026" in letter.html

    @pytest.mark.parametrize(("days", "said"), [(-1, "That time is over"), (91, "within 90 days")])
    def test_a_time_that_makes_no_sense_is_refused(self, draft, days, said):
        with pytest.raises(NoTimeToSend, match=said):
            approve(draft.pk, by=publisher(), send_at=NOW + timedelta(days=days))
        assert Dispatch.objects.get().state == DispatchState.DRAFTED


class TestWhatIsWithdrawnAfterTheApproval:
    def test_leaves_the_letter_and_nothing_else_does(self, newsletter):
        reader(newsletter)
        case_study("Stays")
        gone = case_study("Goes")
        draft = drafted(newsletter)
        approve(draft.pk, by=publisher())
        gone.unpublish()

        mailing = hand_over(draft.pk)

        letter = Letter.objects.get(mailing=mailing)
        assert "Stays" in letter.text
        assert "Goes" not in letter.text + letter.html
        draft.refresh_from_db()
        assert draft.frozen.left_out == ("Goes",)

    def test_if_all_its_readers_left_nothing_is_published_and_staff_are_told(self, draft):
        approve(draft.pk, by=publisher())
        draft.newsletter.subscriptions.update(ended_at=NOW)

        run_due()

        draft.refresh_from_db()
        assert draft.state == DispatchState.APPROVED
        assert "Nobody would get it any more" in draft.problem
        assert not EditionPage.objects.get(pk=draft.edition_id).live
        assert not Mailing.objects.exists()

    def test_if_that_is_all_of_it_nothing_is_sent_and_staff_are_told(self, draft):
        approve(draft.pk, by=publisher())
        Page.objects.get(title="A named adult in every school").delete()

        run_due()

        draft.refresh_from_db()
        assert draft.state == DispatchState.APPROVED
        assert "was withdrawn" in standing(draft, at=NOW).words
        assert reopen(draft.pk).problem == ""
