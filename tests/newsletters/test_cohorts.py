"""Who gets which letter."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mail.enums import SuppressionReason
from mail.suppression import suppress
from members.enums import Frequency, LetterFormat
from members.models import User
from newsletters import approving
from newsletters.audience import audience, corrected
from newsletters.cohorts import cohorts, whole
from newsletters.contents import Section, Wanted
from newsletters.dispatching import hand_over
from newsletters.enums import Exclusion
from newsletters.explaining import explain
from newsletters.proofing import proof
from taxonomy.models import Area, AreaKind
from tests.factories.newsletters import asked_for, case_study, drafted, publisher, reader, sent_with
from tests.factories.taxonomy import RoleFactory, SectorFactory
from tests.newsletters.conftest import NOW
from tests.newsletters.contents import EDITION, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    england = Area.objects.create(label="Albion", slug="albion", kind=AreaKind.NATION)
    north = Area.objects.create(
        label="Far North", slug="far-north", kind=AreaKind.REGION, parent=england
    )
    town = Area.objects.create(
        label="Sampleton", slug="sampleton", kind=AreaKind.AUTHORITY, parent=north
    )
    return {"albion": england, "far-north": north, "sampleton": town}


def letters(newsletter, edition=EDITION):
    found = cohorts(edition, newsletter, audience(newsletter, at=NOW), at=NOW)
    return found, {
        address: ([it.page_id for it in cohort.content.items], cohort.is_plain)
        for cohort in found
        for _, address, _ in cohort.recipients
    }


def test_each_reader_gets_what_they_asked_for_and_equal_letters_are_one(
    newsletter, visits, schools, places
):
    asked_for(reader(newsletter, "all@example.org"))
    asked_for(reader(newsletter, "visits@example.org"), topics=[visits])
    asked_for(reader(newsletter, "also-visits@example.org"), topics=[visits])
    asked_for(reader(newsletter, "school@example.org"), sectors=[schools])
    asked_for(reader(newsletter, "here@example.org"), area=places["sampleton"])
    elsewhere = Area.objects.create(label="South", slug="south", kind=AreaKind.REGION)
    asked_for(reader(newsletter, "south@example.org"), area=elsewhere)
    asked_for(reader(newsletter, "plain@example.org"), letter_format=LetterFormat.TEXT)

    found, got = letters(newsletter)

    assert got == {
        "all@example.org": ([1, 2, 3], False),
        "visits@example.org": ([1, 3], False),
        "also-visits@example.org": ([1, 3], False),
        "school@example.org": ([2, 3], False),
        "here@example.org": ([1, 2, 3], False),
        "south@example.org": ([1, 2], False),
        "plain@example.org": ([1, 2, 3], True),
    }
    assert len(found) == 5


def test_who_would_get_an_empty_letter_gets_none(newsletter, visits, schools):
    asked_for(reader(newsletter, "visits@example.org"), topics=[visits])
    asked_for(reader(newsletter, "school@example.org"), sectors=[schools])
    edition = replace(EDITION, sections=(Section("News", (item(1, about=("topic:visits",)),)),))

    found, got = letters(newsletter, edition)

    assert list(got) == ["visits@example.org"]
    assert found.with_nothing == 1


def test_an_edition_of_words_alone_goes_to_everybody(newsletter, visits):
    asked_for(reader(newsletter, "visits@example.org"), topics=[visits])

    assert list(letters(newsletter, replace(EDITION, sections=()))[1]) == ["visits@example.org"]


def test_the_questions_do_not_grow_with_the_readers(newsletter, visits, schools):
    def asked(number):
        for n in range(number):
            asked_for(reader(newsletter, f"{number}.{n}@example.org"), topics=[visits])
        with CaptureQueriesContext(
            connection,
        ) as caught:
            cohorts(EDITION, newsletter, audience(newsletter, at=NOW), at=NOW)
        return len(caught)

    assert asked(2) == asked(12)


@pytest.mark.parametrize(
    ("wanted", "addresses"),
    [
        (Wanted(), {"nobody", "visits", "nurse", "north"}),
        (Wanted(topics=("visits",)), {"visits"}),
        (Wanted(topics=("visits",), roles=("nurse",)), set()),
        (Wanted(roles=("nurse",)), {"nurse"}),
        (Wanted(areas=("far-north",)), {"north"}),
        (Wanted(areas=("albion", "far-north")), {"north"}),
    ],
)
def test_an_edition_may_be_for_some_alone(newsletter, visits, places, wanted, addresses):
    nurse = RoleFactory(label="Nurse", slug="nurse")
    reader(newsletter, "nobody@example.org")
    asked_for(reader(newsletter, "visits@example.org"), topics=[visits])
    asked_for(reader(newsletter, "nurse@example.org"), role=nurse)
    asked_for(reader(newsletter, "north@example.org"), area=places["sampleton"])

    readers = audience(newsletter, at=NOW, wanted=wanted)

    got = {it.member.user.email.partition("@")[0] for it in readers.subscriptions}
    assert got == addresses
    assert readers.excluded.get(Exclusion.ELSEWHERE, 0) == 4 - len(addresses)


def test_a_pause_ends_on_its_day(newsletter):
    today = timezone.localdate(NOW, newsletter.zone)
    for days in (-1, 0, 1):
        asked_for(
            reader(newsletter, f"{days}@example.org"), paused_until=today + timedelta(days=days)
        )

    readers = audience(newsletter, at=NOW)

    assert readers.excluded == {Exclusion.PAUSED: 1}
    assert {it.member.paused_until - today for it in readers.subscriptions} == {
        timedelta(days=-1),
        timedelta(0),
    }


def test_a_correction_goes_to_those_who_had_the_edition(newsletter):
    reader(newsletter, "had-it@example.org", frequency=Frequency.MONTHLY)
    first = sent_with(newsletter, "Wrong")
    reader(newsletter, "came-later@example.org")

    readers = corrected(first.mailing, newsletter, at=timezone.now())

    assert [it.member.user.email for it in readers.subscriptions] == ["had-it@example.org"]
    (cohort,) = whole(EDITION, readers)
    assert cohort.content == EDITION


def test_letters_are_planned_by_interest_and_the_rest_is_accounted_for(newsletter, visits, schools):
    asked_for(reader(newsletter, "visits@example.org"), topics=[visits])
    asked_for(reader(newsletter, "school@example.org"), sectors=[schools])
    page = case_study("About visits")
    page.topics, page.sectors = [visits], [SectorFactory(label="Police", slug="police")]
    page.save_revision().publish()
    dispatch = drafted(newsletter)
    approving.approve(dispatch.pk, by=publisher())
    newsletter.dispatches.update(send_at=timezone.now())

    mailing = hand_over(dispatch.pk)

    assert (mailing.candidates, mailing.planned) == (2, 1)
    assert mailing.excluded == {Exclusion.NOTHING_FOR_THEM: 1}
    assert mailing.deliveries.get().address == "visits@example.org"


def test_the_desk_the_letters_and_the_answer_to_an_address_all_agree(newsletter, visits, schools):
    """Everybody is in once or out once, for one reason."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    asked_for(reader(newsletter, "visits@example.org"), topics=[visits])
    asked_for(reader(newsletter, "both@example.org", letter_format="text"), topics=[visits])
    asked_for(reader(newsletter, "school@example.org"), sectors=[schools])
    reader(newsletter, "unconfirmed@example.org", confirmed=False)
    reader(newsletter, "asleep@example.org", paused_until=tomorrow, frequency="monthly")
    for address in ("monthly@example.org", "quarterly@example.org"):
        reader(newsletter, address, frequency=address.partition("@")[0])
    closed = reader(newsletter, "closed@example.org")
    sent_with(newsletter, "First")
    suppress(closed.member.user.email, reason=SuppressionReason.BOUNCE, source="test")
    page = case_study("About visits", at=timezone.now() - timedelta(seconds=5))
    page.topics, page.sectors = [visits], [SectorFactory(label="Police", slug="police")]
    page.save_revision().publish()
    newsletter.refresh_from_db()
    dispatch = drafted(newsletter)
    counted = proof(dispatch, at=timezone.now())
    approving.approve(dispatch.pk, by=User.objects.get(email="publisher@example.org"))
    dispatch.refresh_from_db()
    told = {
        it.member.user.email: explain(dispatch, dispatch.frozen, it.member.user.email)
        for it in newsletter.subscriptions.all()
    }

    mailing = hand_over(dispatch.pk)

    assert mailing.excluded == dict.fromkeys(
        ["unconfirmed", "paused", "monthly", "quarterly", "suppressed", "nothing_for_them"], 1
    )
    assert mailing.planned + sum(mailing.excluded.values()) == mailing.candidates == len(told)
    assert mailing.excluded == counted.audience.excluded
    assert (mailing.candidates, mailing.planned, mailing.letters.count()) == (
        *(counted.audience.candidates, counted.audience.planned, counted.letters),
    )
    assert {it.address for it in mailing.deliveries.all()} == {
        address for address, words in told.items() if words.startswith("It would get the letter")
    }
