"""What was changed since the last edition, and what goes before the next one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import PageChange
from library.models import CaseStudyPage
from newsletters import approving, resolving
from newsletters.blocks import ItemBlock
from newsletters.dispatching import cancel, hand_over
from newsletters.gathering import assemble, begin_special
from newsletters.harvesting import OVERLAP, gather
from newsletters.models import Dispatch
from tests.factories.events import date_block, local
from tests.factories.members import MemberFactory
from tests.factories.newsletters import (
    approved,
    case_study,
    drafted,
    event,
    newsletter_with_archive,
    publisher,
    reader,
)
from tests.factories.taxonomy import TopicFactory
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db

YEARS_AGO = NOW - timedelta(days=900)
NEXT = NOW + timedelta(days=7)
SENTENCE = "It is 16 days, not 18."


def change(page, kind="corrected", sentence=SENTENCE, *, at):
    """Have it say so, as if it had been published at that moment."""
    page.change_kind, page.what_changed = kind, sentence
    page.save()
    return PageChange.objects.create(page=page, kind=kind, sentence=sentence, made_at=at)


def looked(newsletter, at=NOW):
    """An edition has looked at everything until then."""
    case_study("Of an edition before", at=at - timedelta(days=1))
    dispatch = assemble(newsletter, at=at)
    newsletter.refresh_from_db()
    return dispatch


def finds(newsletter, *, at=NEXT, **when):
    return [find for harvest in gather(newsletter, at=at, **when) for find in harvest.finds]


def titles(newsletter, **when):
    return [find.page.title for find in finds(newsletter, **when)]


@pytest.mark.parametrize(
    ("kind", "why", "blurb"),
    [
        ("updated", f"Substantially updated: {SENTENCE}", f"Updated: {SENTENCE} One policy."),
        ("corrected", f"Corrected: {SENTENCE}", f"Corrected: {SENTENCE} One policy."),
    ],
)
def test_a_page_changed_since_is_found_like_a_new_one(newsletter, kind, why, blurb):
    page = case_study("Known for long", at=YEARS_AGO, summary="One policy.")
    looked(newsletter)
    change(page, kind, at=NOW + timedelta(days=1))

    (found,) = finds(newsletter)

    assert (found.page.title, found.why, found.blurb) == ("Known for long", why, blurb)
    edition = assemble(newsletter, at=NEXT).edition.get_latest_revision_as_object()
    (section,) = edition.body
    assert section.value["title"] == "Practice"
    item = section.value["contents"][0].value
    assert (item["why"], item["blurb"]) == (why, blurb)
    ItemBlock().clean(item)


def test_the_longest_words_fit_into_the_blurb_and_the_reason(newsletter):
    page = case_study("Known for long", at=YEARS_AGO, summary="s" * 160)
    looked(newsletter)
    change(page, "updated", "w" * 199 + ".", at=NOW + timedelta(days=1))
    member = MemberFactory()
    member.topics.add(TopicFactory())
    newsletter.subscriptions.create(member=member, subscribed_at=NOW)

    edition = assemble(newsletter, at=NEXT).edition.get_latest_revision_as_object()

    ItemBlock().clean(edition.body[0].value["contents"][0].value)


def test_a_change_is_offered_once_also_in_the_hour_that_is_looked_at_twice(newsletter):
    page = case_study("Changed at the last minute", at=YEARS_AGO)
    looked(newsletter, at=NOW)
    change(page, at=NEXT - OVERLAP / 2)
    assemble(newsletter, at=NEXT)
    newsletter.refresh_from_db()

    assert titles(newsletter, at=NEXT + timedelta(days=7)) == []


def test_a_change_committed_just_after_the_gathering_is_in_the_next_edition(newsletter):
    page = case_study("Known for long", at=YEARS_AGO)
    looked(newsletter)
    change(page, at=NOW - timedelta(seconds=1))

    assert titles(newsletter) == ["Known for long"]


def test_what_an_edition_carried_comes_again_when_it_was_corrected_since(newsletter):
    page = case_study("Carried", at=NOW - timedelta(days=1))
    assemble(newsletter, at=NOW)
    newsletter.refresh_from_db()
    assert titles(newsletter) == []

    change(page, at=NOW + timedelta(minutes=1))

    assert titles(newsletter) == ["Carried"]


def test_a_new_page_that_was_corrected_before_anybody_was_told_of_it_is_new(newsletter):
    looked(newsletter)
    page = case_study("New", at=NOW + timedelta(days=1), summary="One policy.")
    change(page, at=NOW + timedelta(days=2))

    (found,) = finds(newsletter)
    assert found.why == "New on 25 November."
    assert found.blurb == ""
    assemble(newsletter, at=NEXT)
    newsletter.refresh_from_db()
    assert titles(newsletter, at=NEXT + timedelta(minutes=5)) == []


def test_only_what_the_page_still_says_is_told(newsletter):
    twice, taken_back = case_study("Twice", at=YEARS_AGO), case_study("Back", at=YEARS_AGO)
    looked(newsletter)
    change(twice, "updated", "First.", at=NOW + timedelta(days=1))
    change(twice, "corrected", "Second.", at=NOW + timedelta(days=2))
    change(taken_back, at=NOW + timedelta(days=1))
    CaseStudyPage.objects.filter(pk=taken_back.pk).update(change_kind="", what_changed="")

    assert [find.why for find in finds(newsletter)] == ["Corrected: Second."]


def test_what_was_said_before_there_was_anything_to_change_is_no_news(newsletter):
    page = case_study("Said from the first", at=YEARS_AGO)
    looked(newsletter)
    change(page, at=None)

    assert titles(newsletter) == []


def test_a_first_edition_brings_everything_as_new(newsletter):
    change(case_study("Known for long", at=YEARS_AGO), at=NOW - timedelta(hours=1))

    (found,) = finds(newsletter, at=NOW)

    assert found.why.startswith("New on ")


def test_of_an_item_for_members_the_letter_says_only_that_it_was_changed(newsletter):
    page = case_study("Held", at=YEARS_AGO, summary="What everybody may know.", for_members=True)
    looked(newsletter)
    change(page, at=NOW + timedelta(days=1))

    (found,) = finds(newsletter)

    assert found.blurb == "Corrected. What everybody may know."
    assert found.why == f"Corrected: {SENTENCE}"
    edition = assemble(newsletter, at=NEXT).edition
    searched = edition.body.stream_block.get_searchable_content(edition.body)
    assert found.blurb in searched
    assert SENTENCE not in " ".join(map(str, searched))


def test_what_was_announced_and_is_corrected_comes_first_of_all(newsletter):
    wrong = case_study("Announced and wrong", at=NOW - timedelta(days=1))
    approved(newsletter)
    newsletter.refresh_from_db()
    other = case_study("Never announced", at=YEARS_AGO)
    change(wrong, at=NOW + timedelta(days=1))
    change(other, at=NOW + timedelta(days=2))
    case_study("New", at=NOW + timedelta(days=3))

    first, *rest = finds(newsletter)

    assert first.page.title == "Announced and wrong"
    assert first.why == f"Corrected: {SENTENCE} An earlier edition announced it."
    assert [it.page.title for it in rest] == ["New", "Never announced"]
    assert "earlier edition" not in rest[-1].why


def test_an_announced_event_that_is_corrected_comes_before_sooner_ones(newsletter):
    wrong = event("Later and wrong", on=(local(2027, 1, 21, 10), local(2027, 1, 21, 12)))
    approved(newsletter)
    newsletter.refresh_from_db()
    change(wrong, at=NOW + timedelta(days=1))
    event("Sooner", at=NOW + timedelta(days=1))

    assert titles(newsletter) == ["Later and wrong", "Sooner"]


def test_a_cancelled_edition_gives_back_the_changes_that_it_held(newsletter):
    page = case_study("Known for long", at=YEARS_AGO)
    looked(newsletter)
    change(page, at=NOW + timedelta(days=1))
    dispatch = assemble(newsletter, at=NEXT)
    newsletter.refresh_from_db()
    later = NEXT + timedelta(days=7)
    assert titles(newsletter, at=later) == []

    cancel(dispatch.pk)

    assert titles(newsletter, at=later) == ["Known for long"]


def test_each_newsletter_is_told_of_a_change(site, newsletter):
    other = newsletter_with_archive(site, name="Schools Special", next_due_at=NOW)
    page = case_study("Known for long", at=YEARS_AGO)
    looked(newsletter)
    assemble(other, at=NOW)
    other.refresh_from_db()
    change(page, at=NOW + timedelta(days=1))

    assemble(newsletter, at=NEXT)

    assert titles(other) == ["Known for long"]


def test_many_changes_ask_as_much_of_the_database_as_one(newsletter):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            gather(newsletter, at=NEXT)
        return len(captured)

    looked(newsletter)
    newsletter.sections = rules("practice", "events", "last_chance")
    newsletter.save()
    pages = [case_study(f"Study {number}", at=YEARS_AGO) for number in range(4)]
    going = [case_study(f"Going {number}", at=YEARS_AGO) for number in range(4)]
    change(pages.pop(), at=NOW + timedelta(days=1))
    expire(going.pop(), at=NEXT + timedelta(days=1))
    one = queries()
    for page, gone in zip(pages, going, strict=True):
        change(page, at=NOW + timedelta(days=1))
        expire(gone, at=NEXT + timedelta(days=1))

    assert queries() == one


# What goes before the next edition


def rules(*sources):
    value = {"title": "", "most": 6, "is_common": False}
    return [("section", value | {"source": source}) for source in sources]


def expire(page, *, at):
    page.expire_at = at
    page.save()
    return page


@pytest.fixture
def last_chances(newsletter):
    """The newsletter has the news of practice, and then what goes soon."""
    looked(newsletter)
    newsletter.sections = rules("practice", "last_chance")
    newsletter.save()
    case_study("New", at=NOW + timedelta(days=1))
    return newsletter


def test_what_goes_before_the_next_edition_is_a_last_chance(last_chances):
    goes = datetime(2026, 12, 3, 8, tzinfo=UTC)
    expire(case_study("Going", at=YEARS_AGO, summary="One policy."), at=goes)
    expire(case_study("Long after", at=YEARS_AGO), at=NEXT + timedelta(days=8))

    dispatch = assemble(last_chances, at=NEXT)

    _, section = dispatch.edition.get_latest_revision_as_object().body
    (item,) = section.value["contents"]
    assert section.value["title"] == "Last chance"
    assert item.value["title"] == "Going"
    assert item.value["why"] == "Goes on 3 December 2026."
    assert item.value["blurb"] == "Goes on 3 December 2026. One policy."
    assert item.value["until"] == goes


def test_what_comes_to_its_end_first_stands_first(last_chances):
    expire(case_study("Third", at=YEARS_AGO), at=NEXT + timedelta(days=6))
    event("Second", at=YEARS_AGO, booking_deadline=local(2026, 12, 5, 17))
    expire(case_study("First", at=YEARS_AGO), at=NEXT + timedelta(days=1))

    new, *going = finds(last_chances)

    assert new.page.title == "New"
    assert [it.page.title for it in going] == ["First", "Second", "Third"]
    assert going[1].why == "Booking closes on 5 December 2026."


def test_the_last_day_is_named_as_the_newsletter_s_clock_has_it(last_chances):
    last_chances.timezone = "Pacific/Auckland"
    expire(case_study("Going", at=YEARS_AGO), at=datetime(2026, 12, 3, 23, tzinfo=UTC))

    assert finds(last_chances)[-1].why == "Goes on 4 December 2026."


def test_what_goes_before_the_edition_reaches_its_readers_is_not_announced(last_chances):
    expire(case_study("Gone by then", at=YEARS_AGO), at=NEXT + timedelta(days=1))
    expire(case_study("New and gone by then", at=NOW + timedelta(days=1)), at=NEXT)

    leaves = NEXT + timedelta(days=2)

    assert titles(last_chances, leaves_at=leaves, next_leaves_at=leaves + timedelta(days=7)) == [
        "New"
    ]


def test_what_closed_for_booking_is_told_by_the_end_that_is_still_to_come(last_chances):
    closed = event("Closed", at=YEARS_AGO, booking_deadline=local(2026, 11, 5, 17))
    expire(closed, at=NEXT + timedelta(days=2))

    assert finds(last_chances)[-1].why == "Goes on 3 December 2026."


def test_a_last_chance_alone_is_no_reason_for_an_edition(newsletter):
    looked(newsletter)
    newsletter.sections = rules("practice", "last_chance")
    newsletter.save()
    expire(case_study("Going", at=YEARS_AGO), at=NEXT + timedelta(days=1))

    assert gather(newsletter, at=NEXT) == []


def test_a_newsletter_about_a_topic_brings_only_its_last_chances(last_chances):
    topic = TopicFactory()
    last_chances.topics.add(topic)
    case_study("New about it", at=NOW + timedelta(days=1), topics=[topic])
    for title, topics in {"About it": [topic], "About other things": [TopicFactory()]}.items():
        expire(case_study(title, at=YEARS_AGO, topics=topics), at=NEXT + timedelta(days=1))

    assert titles(last_chances) == ["New about it", "About it"]


def test_what_has_gone_when_the_edition_is_approved_is_left_out(last_chances, clock):
    page = expire(case_study("Going", at=YEARS_AGO), at=NEXT + timedelta(days=1))
    closing = event("Closing", at=YEARS_AGO, booking_deadline=local(2026, 12, 2, 9))
    dispatch = assemble(last_chances, at=NEXT)
    edition = dispatch.edition.get_latest_revision_as_object()

    def carried():
        content = resolving.resolve(edition, last_chances, day=dispatch.day)
        return [item.page_id for item in content.items], content.left_out

    clock.move_to(NEXT)
    assert {page.pk, closing.pk} < set(carried()[0])
    clock.move_to(NEXT + timedelta(days=2))  # nobody has unpublished either
    pages, left_out = carried()

    assert not {page.pk, closing.pk} & set(pages)
    assert left_out == ("Closing (its time is over)", "Going")


def test_what_has_gone_since_the_approval_is_not_sent(newsletter, clock):
    page = case_study("Going", at=NOW - timedelta(days=1))
    case_study("Staying", at=NOW - timedelta(days=1))
    expire(page, at=NOW + timedelta(days=1))
    content = Dispatch.objects.get(pk=approved(newsletter).pk).frozen
    clock.move_to(NOW + timedelta(days=1, minutes=1))

    left = resolving.without_withdrawn(content, since=NOW)

    assert [item.title for item in left.items] == ["Staying"]


def edition_of(page, **item):
    return [
        (
            "section",
            {"title": "New", "contents": [("item", {"page": page, "title": "", **item})]},
        )
    ]


def left_after(newsletter, clock, body):
    """The titles in an edition with this body that is handed over six hours after its approval."""
    reader(newsletter)
    dispatch = drafted(newsletter)
    dispatch.edition.body = [*body, *edition_of(case_study("Stays", at=NOW - timedelta(days=9)))]
    dispatch.edition.save_revision()
    approving.approve(dispatch.pk, by=publisher())
    clock.move_to(NOW + timedelta(hours=6))
    assert hand_over(dispatch.pk)
    return [item.title for item in Dispatch.objects.get(pk=dispatch.pk).frozen.items]


def test_what_could_be_had_only_until_before_the_edition_leaves_is_not_sent(newsletter, clock):
    page, other = (case_study(title, at=NOW - timedelta(days=9)) for title in ("Over", "Lasts"))
    body = edition_of(page, until=NOW + timedelta(hours=2))
    body += edition_of(other, until=NOW + timedelta(days=3))

    assert left_after(newsletter, clock, body) == ["Lasts", "Stays"]


def test_an_event_that_began_while_the_edition_waited_is_not_announced(newsletter, clock):
    begins, ends = NOW + timedelta(hours=2), NOW + timedelta(hours=3)
    page = event(title="Over", at=NOW - timedelta(days=9), dates=[date_block(begins, ends)])
    page.save_revision().publish()

    assert left_after(newsletter, clock, edition_of(page)) == ["Stays"]


def test_an_event_that_was_over_when_it_was_approved_was_meant_so(newsletter, clock):
    begins, ends = NOW - timedelta(days=3), NOW - timedelta(days=3) + timedelta(hours=1)
    page = event(title="How it went", at=NOW - timedelta(days=9), dates=[date_block(begins, ends)])
    page.save_revision().publish()

    assert left_after(newsletter, clock, edition_of(page)) == ["How it went", "Stays"]


def test_a_special_edition_asked_for_twice_by_a_double_click_is_one(newsletter):
    first = begin_special(newsletter, at=NOW)

    assert begin_special(newsletter, at=NOW + timedelta(seconds=2)) == first
    assert begin_special(newsletter, at=NOW + timedelta(minutes=2)) != first
