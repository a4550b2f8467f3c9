"""What stands under “Since your last letter”: nobody who had fewer letters misses anything."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mail.composing import HTML_LIMIT
from mail.enums import DeliveryStatus
from mail.models import Mailing
from members.enums import Frequency
from members.models import Member, User
from newsletters import approving, rendering, subscribing
from newsletters.audience import audience
from newsletters.cohorts import cohorts
from newsletters.dispatching import hand_over
from newsletters.earlier import Earlier
from newsletters.enums import DispatchState, EndedVia, Exclusion
from newsletters.models import Subscription
from newsletters.narrowing import Interests
from tests.factories.newsletters import asked_for, case_study, drafted, reader, sent_with
from tests.newsletters.contents import EDITION

pytestmark = pytest.mark.django_db


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
    sent_with(newsletter, "First")
    reader(newsletter, "always@example.org")
    assert sent_with(newsletter, "Second").mailing.excluded == {Exclusion.QUARTERLY: 1}
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
    sent_with(newsletter, "First")
    Member.objects.filter(user__email="back@example.org").update(**before)
    sent_with(newsletter, "Second")
    shift(newsletter, 20, 10)
    Member.objects.filter(user__email="back@example.org").update(**after)

    told = since_last_letter(newsletter, "Third")

    assert told == {"back@example.org": ["Second"], "always@example.org": []}


def test_whoever_left_and_returns_is_not_told_of_the_time_between(newsletter):
    newsletter.undo_minutes = 0
    newsletter.save()
    subscription = reader(newsletter, "back@example.org")
    reader(newsletter, "always@example.org")
    sent_with(newsletter, "First")
    subscribing.unsubscribe(subscription, via=EndedVia.PAGE, source="test")
    sent_with(newsletter, "Second")
    shift(newsletter, 20, 10)
    subscribing.subscribe(subscription.member, newsletter)

    told = since_last_letter(newsletter, "Third")

    assert told == {"back@example.org": [], "always@example.org": []}


def test_of_an_edition_cancelled_half_way_the_others_are_told_in_the_next(newsletter):
    newsletter.undo_minutes = 0
    newsletter.save()
    reader(newsletter, "had-it@example.org")
    reader(newsletter, "waited@example.org")
    first = sent_with(newsletter, "First")
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
    sent_with(newsletter, "Had")
    reader(newsletter, "always@example.org")
    sent_with(newsletter, *(f"Missed no. {n}" for n in range(number)))
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
    dispatch = sent_with(newsletter, "For everybody")
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
    dispatch = sent_with(newsletter, "For schools alone")
    kept = dispatch.content | {"wanted": {"sectors": ["schools"]}}
    newsletter.dispatches.update(content=kept)
    dispatch.mailing.deliveries.update(status=DeliveryStatus.CANCELLED)

    earlier = Earlier(EDITION, newsletter, at=timezone.now())

    since = timezone.now() - timedelta(days=1)
    missed = {
        it.user.email: [item.title for item in earlier.missed(it.user.pk, since, Interests()).items]
        for it in Member.objects.all()
    }
    assert missed == {"teacher@example.org": ["For schools alone"], "monthly@example.org": []}
