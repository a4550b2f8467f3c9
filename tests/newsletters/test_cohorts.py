"""Who gets which letter; and that nobody who wants fewer letters misses anything."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mail.composing import HTML_LIMIT
from mail.enums import DeliveryStatus, SuppressionReason
from mail.models import Mailing
from mail.suppression import suppress
from members.enums import Frequency, LetterFormat
from members.models import Member, User
from newsletters import approving, rendering, subscribing
from newsletters.audience import audience, corrected
from newsletters.cohorts import cohorts, whole
from newsletters.contents import Section, Wanted
from newsletters.dispatching import hand_over
from newsletters.earlier import Earlier
from newsletters.enums import DispatchState, EndedVia, Exclusion
from newsletters.explaining import explain
from newsletters.models import Subscription
from newsletters.narrowing import Interests
from newsletters.proofing import proof
from taxonomy.models import Area, AreaKind
from tests.factories.mail import send_everything
from tests.factories.newsletters import approved, case_study, drafted, publisher, reader
from tests.factories.taxonomy import RoleFactory, SectorFactory, TopicFactory
from tests.newsletters.conftest import NOW
from tests.newsletters.contents import content, item, training

pytestmark = pytest.mark.django_db


@pytest.fixture
def visits():
    return TopicFactory(label="Visits", slug="visits")


@pytest.fixture
def schools():
    return SectorFactory(label="Schools", slug="schools")


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


def asked_for(subscription, *, topics=(), sectors=(), **fields):
    member = subscription.member
    member.topics.set(topics)
    member.sectors.set(sectors)
    for name, value in fields.items():
        setattr(member, name, value)
    member.save()
    return subscription


ALL = Interests()
EDITION = replace(
    content(),
    sections=(
        Section(
            "News",
            (
                item(1, about=("topic:visits",)),
                item(2, about=("sector:schools",)),
                training(3, places=("far-north",)),
            ),
        ),
    ),
)


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


def sent(newsletter, *titles):
    """An edition with these items, sent to whoever gets it."""
    for title in titles:
        case_study(title, at=timezone.now() - timedelta(seconds=5))
    newsletter.refresh_from_db()
    by = User.objects.filter(groups__name="Newsletter senders").first()
    dispatch = approved(newsletter, by=by)
    hand_over(dispatch.pk)
    send_everything()
    dispatch.refresh_from_db()
    return dispatch


def shift(newsletter, *days):
    """Have its editions left so many days ago. Whoever has a letter subscribed before the first."""
    for dispatch, ago in zip(newsletter.dispatches.order_by("pk"), days, strict=True):
        left_at = timezone.now() - timedelta(days=ago)
        Mailing.objects.filter(pk=dispatch.mailing_id).update(prepared_at=left_at)
        readers = dispatch.mailing.deliveries.values("recipient")
        newsletter.subscriptions.filter(member__user__in=readers, subscribed_at__gt=left_at).update(
            subscribed_at=left_at - timedelta(hours=1)
        )


def test_whoever_wants_fewer_letters_gets_what_they_missed(newsletter):
    newsletter.undo_minutes = 0
    newsletter.save()
    seldom = reader(newsletter, "seldom@example.org", frequency=Frequency.QUARTERLY)
    sent(newsletter, "First")
    reader(newsletter, "always@example.org")
    assert sent(newsletter, "Second").mailing.excluded == {Exclusion.QUARTERLY: 1}
    shift(newsletter, 100, 99)
    case_study("Third", at=timezone.now() - timedelta(seconds=5))
    newsletter.refresh_from_db()
    dispatch = drafted(newsletter)
    edition = dispatch.edition.get_latest_revision_as_object().content()
    now = timezone.now()

    every, cohort = sorted(
        cohorts(edition, newsletter, audience(newsletter, at=now), at=now),
        key=lambda it: len(it.content.items),
    )

    assert [it.title for it in every.content.items] == ["Third"]
    assert cohort.subscriptions == [seldom.pk]
    assert [
        (section.title, [it.title for it in section.items]) for section in cohort.content.sections
    ] == [("Practice", ["Third"]), ("Since your last letter", ["Second"])]


def since_last_letter(newsletter, title):
    """Of each reader of today's edition, what stands under that heading."""
    case_study(title, at=timezone.now() - timedelta(seconds=5))
    newsletter.refresh_from_db()
    edition = drafted(newsletter).edition.get_latest_revision_as_object().content()
    now = timezone.now()
    return {
        Subscription.objects.get(pk=pk).member.user.email: [
            item.title
            for section in cohort.content.sections
            if section.title == "Since your last letter"
            for item in section.items
        ]
        for cohort in cohorts(edition, newsletter, audience(newsletter, at=now), at=now)
        for pk in cohort.subscriptions
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"frequency": Frequency.QUARTERLY}, {"frequency": Frequency.EVERY}),
        ({"paused_until": date(2999, 1, 1)}, {"paused_until": None}),
    ],
    ids=["asks for every letter again", "ends a pause"],
)
def test_whoever_comes_back_to_every_letter_gets_what_lay_between(newsletter, before, after):
    newsletter.undo_minutes = 0
    newsletter.save()
    reader(newsletter, "back@example.org")
    reader(newsletter, "always@example.org")
    sent(newsletter, "First")
    Member.objects.filter(user__email="back@example.org").update(**before)
    sent(newsletter, "Second")
    shift(newsletter, 20, 10)
    Member.objects.filter(user__email="back@example.org").update(**after)

    told = since_last_letter(newsletter, "Third")

    assert told == {"back@example.org": ["Second"], "always@example.org": []}


def test_whoever_left_and_returns_is_not_told_of_the_time_between(newsletter):
    newsletter.undo_minutes = 0
    newsletter.save()
    subscription = reader(newsletter, "back@example.org")
    reader(newsletter, "always@example.org")
    sent(newsletter, "First")
    subscribing.unsubscribe(subscription, via=EndedVia.PAGE, source="test")
    sent(newsletter, "Second")
    shift(newsletter, 20, 10)
    subscribing.subscribe(subscription.member, newsletter)

    told = since_last_letter(newsletter, "Third")

    assert told == {"back@example.org": [], "always@example.org": []}


def test_of_an_edition_cancelled_half_way_the_others_are_told_in_the_next(newsletter):
    newsletter.undo_minutes = 0
    newsletter.save()
    reader(newsletter, "had-it@example.org")
    reader(newsletter, "waited@example.org")
    first = sent(newsletter, "First")
    shift(newsletter, 10)
    waited = first.mailing.deliveries.filter(address="waited@example.org")
    waited.update(status=DeliveryStatus.CANCELLED)
    newsletter.dispatches.update(state=DispatchState.CANCELLED)

    told = since_last_letter(newsletter, "Second")

    assert told == {"had-it@example.org": [], "waited@example.org": ["First"]}


def missing_of(newsletter, number):
    """An edition of the last quarter that a seldom reader had, and one of this that they did not.

    The one they did not have is of that many items; today's is a draft still to be approved.
    """
    reader(newsletter, "seldom@example.org", frequency=Frequency.QUARTERLY)
    sent(newsletter, "Had")
    reader(newsletter, "always@example.org")
    sent(newsletter, *(f"Missed no. {n}" for n in range(number)))
    shift(newsletter, 100, 99)
    case_study("Today", at=timezone.now() - timedelta(seconds=5))
    newsletter.refresh_from_db()
    return drafted(newsletter)


def letter_of(mailing, address):
    return mailing.deliveries.get(address=address).batch.letter


def test_what_was_missed_never_makes_a_letter_too_long_for_everybody(newsletter):
    dispatch = missing_of(newsletter, 6)
    page = dispatch.edition.get_latest_revision_as_object()
    page.introduction = "<p>word</p>"
    length = len(rendering.render(page.content()).html)
    page.introduction = f"<p>{'word ' * ((HTML_LIMIT - length - 3_000) // 5)}</p>"
    page.save_revision()
    approving.approve(dispatch.pk, by=User.objects.get(email="publisher@example.org"))

    mailing = hand_over(dispatch.pk)

    letter = letter_of(mailing, "seldom@example.org")
    assert mailing.planned == 2
    assert all(f"Missed no. {n}</a>" in letter.html for n in range(6))
    assert len(letter.html) <= HTML_LIMIT
    assert "Missed" not in letter_of(mailing, "always@example.org").html


def test_of_what_a_letter_has_no_room_to_name_it_says_how_many(newsletter):
    newsletter.sections = [
        ("section", {"source": "practice", "title": "", "most": 20, "is_common": False})
    ]
    newsletter.save()
    dispatch = missing_of(newsletter, 15)
    approving.approve(dispatch.pk, by=User.objects.get(email="publisher@example.org"))

    text = letter_of(hand_over(dispatch.pk), "seldom@example.org").text

    assert text.count("Missed no.") == 12
    assert "And 3 more in the earlier editions (https://" in text


def test_what_was_for_everybody_is_missed_by_everybody(newsletter, visits):
    reader(newsletter)
    dispatch = sent(newsletter, "For everybody")
    kept = dispatch.content
    kept["sections"][0]["is_common"] = True
    for section in kept["sections"]:
        for block in section["blocks"]:
            block["about"] = ["topic:something-else"]
    newsletter.dispatches.update(content=kept)
    seldom = Interests(frozenset({"topic:visits"}))

    earlier = Earlier(EDITION, newsletter, at=timezone.now())

    since = timezone.now() - timedelta(days=1)
    assert [it.title for it in earlier.missed(0, since, seldom).items] == ["For everybody"]


def test_nobody_missed_an_edition_that_was_for_others(newsletter, schools):
    asked_for(reader(newsletter, "teacher@example.org", frequency="monthly"), sectors=[schools])
    reader(newsletter, "monthly@example.org", frequency="monthly")
    dispatch = sent(newsletter, "For schools alone")
    kept = dispatch.content | {"wanted": {"sectors": ["schools"]}}
    newsletter.dispatches.update(content=kept)
    dispatch.mailing.deliveries.update(status=DeliveryStatus.CANCELLED)

    earlier = Earlier(EDITION, newsletter, at=timezone.now())

    since = timezone.now() - timedelta(days=1)
    missed = {
        it.user.email: [item.title for item in earlier.missed(it.user.pk, since, ALL).items]
        for it in Member.objects.all()
    }
    assert missed == {"teacher@example.org": ["For schools alone"], "monthly@example.org": []}


def test_a_correction_goes_to_those_who_had_the_edition(newsletter):
    reader(newsletter, "had-it@example.org", frequency=Frequency.MONTHLY)
    first = sent(newsletter, "Wrong")
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
    sent(newsletter, "First")
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
