"""Whether another edition tells the same: the checklist says so, and gathering does not."""

import pytest

from newsletters.approving import approve
from newsletters.dispatching import cancel, hand_over, reopen
from newsletters.gathering import assemble, begin_special
from newsletters.models import Dispatch
from newsletters.proofing import proof
from tests.factories.newsletters import case_study, drafted, event, publisher, reader
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(newsletter):
    reader(newsletter)


def the_next(newsletter):
    newsletter.refresh_from_db()
    return assemble(newsletter, at=NOW, early=True)


def again(dispatch):
    """What is said to come again, each with the edition that has it."""
    dispatch = Dispatch.objects.get(pk=dispatch.pk)
    notes = [it for it in proof(dispatch, at=NOW).findings if "come again" in it.text]
    assert all(note.is_note for note in notes)
    return {note.text: note.details for note in notes}


def test_a_draft_taken_up_again_does_not_hide_that_the_next_one_has_its_items(newsletter, readers):
    page = case_study()
    event(at=NOW)
    first = drafted(newsletter)
    assert again(first) == {}
    cancel(first.pk)
    second = the_next(newsletter)
    reopen(first.pk)

    approve(first.pk, by=publisher())
    title = first.edition.title
    assert again(second) == {
        f"“{title}” is to tell of this, too. Is it meant to come again?": (page.title,)
    }

    hand_over(first.pk)
    assert list(again(second)) == [f"“{title}” told of this, too. Is it meant to come again?"]


def test_what_was_cancelled_before_it_left_has_told_nobody(newsletter, readers):
    case_study()
    first = drafted(newsletter)
    approve(first.pk, by=publisher())
    cancel(first.pk)

    assert again(the_next(newsletter)) == {}


def test_what_was_stopped_half_way_has_told_some(newsletter, readers):
    page = case_study()
    first = drafted(newsletter)
    approve(first.pk, by=publisher())
    hand_over(first.pk)
    cancel(first.pk)

    second = the_next(newsletter)

    assert list(again(second).values()) == [(page.title,)]


def test_a_correction_says_the_same_again_on_purpose(newsletter, readers):
    case_study()
    first = drafted(newsletter)
    approve(first.pk, by=publisher())
    hand_over(first.pk)
    first.refresh_from_db()

    assert again(begin_special(newsletter, at=NOW, corrects=first)) == {}
