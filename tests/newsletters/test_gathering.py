"""From what was published to a draft: all of it, once, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from events.enums import EventStatus
from mail.models import Delivery, Letter
from newsletters.dispatching import cancel
from newsletters.gathering import AlreadyGathered, NoArchive, assemble
from newsletters.harvesting import gather
from newsletters.models import Dispatch, EditionPage, Newsletter, NewsletterPage
from newsletters.rules import MOST_A_SECTION
from tests.factories.events import local
from tests.factories.newsletters import (
    case_study,
    drafted,
    editor,
    event,
    newsletter_with_archive,
    reader,
)
from tests.factories.pages import behind_a_login
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db


def titles(dispatch):
    return [
        (section.value["title"], child.value["title"])
        for section in EditionPage.objects.get(dispatch=dispatch)
        .get_latest_revision_as_object()
        .body
        for child in section.value["contents"]
        if child.block_type == "item"
    ]


def test_pages_and_events_alike_become_a_draft_in_sections(newsletter):
    case_study("A named adult in every school")
    event("Introduction to supporting children")

    dispatch = assemble(newsletter, at=NOW)

    assert titles(dispatch) == [
        ("Practice", "A named adult in every school"),
        ("Training and events", "Introduction to supporting children"),
    ]
    edition = EditionPage.objects.get(dispatch=dispatch)
    assert not edition.live
    assert edition.number == 1
    assert edition.subject == "Hub News no. 1"
    assert dispatch.slot == "2026-11-24"
    assert dispatch.content_cutoff == NOW
    assert dispatch.mailing is None


def test_the_blurb_is_a_copy_that_editors_may_change(newsletter):
    page = case_study(summary="One policy for nine schools.")

    edition = assemble(newsletter, at=NOW).edition.get_latest_revision_as_object()

    (section,) = edition.body
    assert section.value["contents"][0].value["blurb"] == "One policy for nine schools."
    assert section.value["contents"][0].value["page"].pk == page.pk


def test_nothing_comes_twice(newsletter):
    case_study("First")
    assemble(newsletter, at=NOW)
    case_study("Second", at=NOW + timedelta(days=1))
    newsletter.refresh_from_db()

    later = assemble(newsletter, at=NOW + timedelta(days=7))

    assert [title for _, title in titles(later)] == ["Second"]


def test_a_page_committed_just_after_the_gathering_is_in_the_next_edition(newsletter):
    case_study("First")
    assemble(newsletter, at=NOW)
    case_study("Committed late", at=NOW - timedelta(seconds=1))
    newsletter.refresh_from_db()

    later = assemble(newsletter, at=NOW + timedelta(days=7))

    assert [title for _, title in titles(later)] == ["Committed late"]


def test_what_an_editor_took_out_does_not_come_back(newsletter):
    case_study("Taken out", at=NOW - timedelta(minutes=5))
    dispatch = assemble(newsletter, at=NOW)
    dispatch.edition.body = []
    dispatch.edition.save_revision()
    case_study("New", at=NOW + timedelta(minutes=5))
    newsletter.refresh_from_db()

    later = assemble(newsletter, at=NOW + timedelta(days=7))

    assert [title for _, title in titles(later)] == ["New"]


def test_a_cancelled_edition_gives_back_what_it_held(newsletter):
    case_study("Held")
    Dispatch.objects.filter(pk=assemble(newsletter, at=NOW).pk).update(state="cancelled")
    newsletter.refresh_from_db()

    later = assemble(newsletter, at=NOW + timedelta(days=7))

    assert [title for _, title in titles(later)] == ["Held"]


def test_drafts_private_pages_and_unpublished_ones_stay_out(newsletter):
    behind_a_login(case_study("For members"))
    case_study("Withdrawn").unpublish()
    case_study("Public")

    assert [page.title for harvest in gather(newsletter, at=NOW) for page in harvest.pages] == [
        "Public"
    ]


def test_events_only_if_they_are_still_to_come_soonest_first(newsletter):
    event("Later", on=(local(2027, 1, 21, 10), local(2027, 1, 21, 12)))
    event("Over", on=(local(2026, 11, 23, 10), local(2026, 11, 23, 12)))
    event("Cancelled", status=EventStatus.CANCELLED)
    event("Sooner", on=(local(2026, 12, 9, 16), local(2026, 12, 9, 17)))

    (harvest,) = gather(newsletter, at=NOW)

    assert [page.title for page in harvest.pages] == ["Sooner", "Later"]


def test_a_first_edition_brings_the_newest_and_says_how_many_more_there_are(newsletter):
    for number in range(MOST_A_SECTION + 3):
        case_study(f"Study {number}", at=NOW - timedelta(days=30 - number))

    dispatch = assemble(newsletter, at=NOW)

    newest = MOST_A_SECTION + 2
    assert titles(dispatch)[0] == ("Practice", f"Study {newest}")
    assert len(titles(dispatch)) == MOST_A_SECTION
    (section,) = dispatch.edition.body
    button = section.value["contents"][-1]
    assert button.block_type == "button"
    assert button.value["label"] == "3 more in Library"


def test_nothing_new_makes_no_edition_moves_the_clock_on_and_tells_editors_once(newsletter):
    editor("ed@example.org")

    assert assemble(newsletter, at=NOW) is None

    assert not EditionPage.objects.exists()
    newsletter.refresh_from_db()
    assert newsletter.next_due_at == NOW + timedelta(days=7)
    assert Delivery.objects.get().address == "ed@example.org"
    assert "nothing new" in Letter.objects.get().subject


def test_editors_are_told_that_a_draft_waits_and_readers_are_not(newsletter):
    editor("ed@example.org")
    reader(newsletter, "ada@example.org")
    case_study()

    dispatch = assemble(newsletter, at=NOW)

    assert list(Delivery.objects.values_list("address", flat=True)) == ["ed@example.org"]
    letter = Letter.objects.get()
    assert f"https://hub.example.org/admin/pages/{dispatch.edition_id}/edit/" in letter.text
    assert letter.subject == "Hub News: the draft of no. 1 is ready"


def test_an_editor_whose_address_takes_no_letter_does_not_stop_the_edition(newsletter):
    no_address = editor("ed@example.org")
    type(no_address).objects.filter(pk=no_address.pk).update(email="not-an-address")
    case_study()

    assert assemble(newsletter, at=NOW)
    assert not Delivery.objects.exists()


def test_a_worker_that_was_off_for_weeks_makes_one_edition_for_the_latest_slot(newsletter):
    case_study()
    Newsletter.objects.filter(pk=newsletter.pk).update(next_due_at=NOW - timedelta(days=28))
    newsletter.refresh_from_db()

    dispatch = assemble(newsletter, at=NOW + timedelta(hours=3))

    newsletter.refresh_from_db()
    assert dispatch.slot == "2026-11-24"
    assert newsletter.next_due_at == NOW + timedelta(days=7)
    assert Dispatch.objects.count() == 1


def test_whoever_comes_second_with_the_same_clock_makes_nothing(newsletter):
    case_study()
    stale = Newsletter.objects.get(pk=newsletter.pk)
    assemble(newsletter, at=NOW)

    with pytest.raises(AlreadyGathered):
        assemble(stale, at=NOW)
    assert EditionPage.objects.count() == 1


def test_a_rhythm_changed_while_a_draft_exists_makes_no_second_one_for_its_day(newsletter):
    case_study()
    assemble(newsletter, at=NOW)
    newsletter.refresh_from_db()
    newsletter.time_of_day = (NOW + timedelta(hours=2)).time()
    newsletter.save()
    case_study("Published at noon", at=NOW + timedelta(hours=1))

    assert newsletter.next_due_at == NOW + timedelta(days=7, hours=2)
    assert Dispatch.objects.count() == 1


def test_after_a_change_of_rhythm_the_next_draft_can_still_be_made_early(newsletter):
    case_study()
    first = assemble(newsletter, at=NOW)
    cancel(first.pk)
    newsletter.refresh_from_db()
    newsletter.time_of_day = (NOW + timedelta(hours=2)).time()
    newsletter.save()

    second = assemble(newsletter, at=NOW + timedelta(hours=1), early=True)

    assert (first.slot, second.slot) == ("2026-11-24", "2026-12-01")
    newsletter.refresh_from_db()
    assert newsletter.next_due_at == NOW + timedelta(days=14, hours=2)


def test_before_its_time_the_next_slot_is_taken_and_not_gathered_again(newsletter):
    Newsletter.objects.filter(pk=newsletter.pk).update(next_due_at=NOW + timedelta(days=7))
    newsletter.refresh_from_db()
    case_study()

    dispatch = assemble(newsletter, at=NOW, early=True)

    newsletter.refresh_from_db()
    assert dispatch.slot == "2026-12-01"
    assert newsletter.next_due_at == NOW + timedelta(days=14)


def test_before_its_time_there_is_one_draft_in_hand_and_not_two(newsletter):
    case_study()
    assemble(newsletter, at=NOW, early=True)
    newsletter.refresh_from_db()
    due = newsletter.next_due_at
    case_study("New", at=NOW + timedelta(hours=2))

    with pytest.raises(AlreadyGathered, match="send or cancel it first"):
        assemble(newsletter, at=NOW + timedelta(hours=3), early=True)
    newsletter.refresh_from_db()
    assert newsletter.next_due_at == due


def test_before_its_time_and_nothing_new_changes_nothing(newsletter):
    editor()
    due = NOW + timedelta(days=7)
    Newsletter.objects.filter(pk=newsletter.pk).update(next_due_at=due)
    newsletter.refresh_from_db()

    assert assemble(newsletter, at=NOW, early=True) is None
    newsletter.refresh_from_db()
    assert newsletter.next_due_at == due
    assert not Delivery.objects.exists()


def test_a_newsletter_without_an_archive_is_refused_in_words(newsletter):
    NewsletterPage.objects.get().delete()

    with pytest.raises(NoArchive, match="has no archive page"):
        assemble(newsletter, at=NOW)


def test_two_newsletters_each_bring_everything(site, newsletter):
    other = newsletter_with_archive(site, name="Schools Special", next_due_at=NOW)
    case_study()

    assert titles(assemble(newsletter, at=NOW)) == titles(assemble(other, at=NOW))


def test_a_page_with_the_address_of_the_next_edition_does_not_stop_it(newsletter):
    first = drafted(newsletter)
    first.edition.copy(update_attrs={"slug": "no-2", "title": "A copy"}, copy_revisions=False)
    case_study("New", at=NOW + timedelta(days=1))
    newsletter.refresh_from_db()

    dispatch = assemble(newsletter, at=NOW + timedelta(days=8))

    assert dispatch.edition.slug == "no-2-1"


def test_gathering_asks_as_much_of_the_database_for_many_pages_as_for_few(
    newsletter,
):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            gather(newsletter, at=NOW)
        return len(captured)

    case_study("One")
    event("One")
    few = queries()
    for number in range(3):
        case_study(f"Many {number}")
        event(f"Many {number}")

    assert queries() == few


def test_a_deleted_draft_gives_back_what_it_held(newsletter):
    case_study("Held")
    dispatch = assemble(newsletter, at=NOW)
    Page.objects.get(pk=dispatch.edition_id).delete()
    newsletter.refresh_from_db()

    later = assemble(newsletter, at=datetime(2026, 12, 1, 9, 30, tzinfo=UTC))

    assert [title for _, title in titles(later)] == ["Held"]
