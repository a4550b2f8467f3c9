"""Results of an edition: true in every state, for staff alone, and nobody's name."""

import csv
import io
import re
from datetime import timedelta

import pytest
from anymail.signals import AnymailTrackingEvent
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mail import control, receipts
from mail.enums import BatchState
from mail.models import Batch
from members import leaving
from newsletters.dispatching import hand_over, settle
from newsletters.enums import EndedVia
from newsletters.results.comparing import compared
from newsletters.results.outcomes import percent
from newsletters.subscribing import subscribe, unsubscribe
from tests.factories.mail import send_everything
from tests.factories.newsletters import approved, case_study, editor, member, publisher, reader

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def access_admin():
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


def results(dispatch):
    return reverse("edition_desk:results", args=[dispatch.pk])


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def told(dispatch, *kinds):
    """The provider reports one of these about each letter in turn."""
    letters = dispatch.mailing.deliveries.order_by("pk")
    for letter, kind in zip(letters, kinds, strict=False):
        event = AnymailTrackingEvent(
            event_type=kind,
            metadata={"d": str(letter.pk)},
            timestamp=timezone.now(),
            message_id=str(letter.pk),
            reject_reason=None,
        )
        receipts.record(event, provider="mailgun")
    receipts.process()


def handed_over(newsletter, *, number=0):
    newsletter.refresh_from_db()
    if number:
        case_study(f"A later study, no. {number}")
        dispatch = approved(newsletter, by=publisher(f"publisher{number}@example.org"))
    else:
        dispatch = approved(newsletter, by=publisher())
    hand_over(dispatch.pk)
    dispatch.refresh_from_db()
    return dispatch


def sent(newsletter, **given):
    dispatch = handed_over(newsletter, **given)
    send_everything()
    dispatch.mailing.refresh_from_db()
    settle(dispatch)
    dispatch.refresh_from_db()
    return dispatch


def outcome(dispatch):
    dispatch.refresh_from_db()
    return compared(dispatch)[-1].outcome


@pytest.fixture
def four(newsletter):
    """Four readers, and one who never confirmed."""
    for name in ("ada", "ben", "cem", "dot"):
        reader(newsletter, f"{name}@example.org")
    reader(newsletter, "eve@example.org", confirmed=False)
    return newsletter


def test_before_the_letters_are_handed_over_there_is_nothing_to_tell(four):
    dispatch = approved(four)

    words = text_of(signed_in(editor()).get(results(dispatch)))

    assert "No letter of this edition has been handed over" in words
    assert compared(dispatch) == []


def test_while_it_waits_every_letter_is_waiting_and_none_is_sent(four):
    dispatch = handed_over(four)

    found = outcome(dispatch)
    words = text_of(signed_in(editor()).get(results(dispatch)))

    assert (found.considered, found.planned, found.sent, found.to_come) == (5, 4, 0, 4)
    assert "It is not over yet." in words
    assert "5 subscriptions were considered; 4 letters were made." in words
    assert "1: Membership not confirmed, or closed" in words
    assert "Waiting 4" in words
    assert "Nothing so far. Whether the letters arrived is not known" in words


def test_what_the_provider_tells_adds_up_to_what_was_sent(four):
    dispatch = sent(four)
    told(dispatch, "delivered", "bounced", "complained")

    found = outcome(dispatch)
    words = text_of(signed_in(editor()).get(results(dispatch)))

    assert found.sent == 4
    assert (found.delivered, found.bounced, found.complaints, found.silent) == (1, 1, 1, 1)
    assert "Delivered 1 25.0%" in words
    assert "Nothing heard of them 1 25.0%" in words


def test_a_letter_counts_once_by_the_last_that_is_known_of_it(four):
    dispatch = sent(four)
    told(dispatch, "delivered")
    told(dispatch, "complained")

    found = outcome(dispatch)

    assert (found.delivered, found.complaints, found.silent) == (0, 1, 3)


def test_a_report_that_comes_before_the_answer_makes_no_share_above_a_hundred(four):
    dispatch = handed_over(four)
    told(dispatch, "delivered", "delivered")

    found = outcome(dispatch)

    assert (found.sent, found.silent, found.delivered_percent) == (0, 0, 100)


@pytest.mark.parametrize(
    ("state", "tally", "expected"),
    [
        (BatchState.AMBIGUOUS, {}, (0, 0, 4, 0)),
        (BatchState.DONE, {"accepted": 3, "refused": 1}, (3, 0, 0, 1)),
        (BatchState.DONE, {"accepted": 1, "suppressed": 2, "gone": 1}, (1, 0, 0, 3)),
        (BatchState.CANCELLED, {}, (0, 0, 0, 4)),
        (BatchState.DEAD, {"accepted": 1}, (1, 0, 0, 3)),
        (BatchState.DONE, {}, (4, 0, 0, 0)),
    ],
)
def test_in_every_state_each_letter_is_counted_once(four, state, tally, expected):
    dispatch = handed_over(four)
    Batch.objects.filter(mailing=dispatch.mailing).update(
        state=state, resolve_after=timezone.now(), **tally
    )

    found = outcome(dispatch)

    assert (found.sent, found.to_come, found.uncertain, found.not_sent) == expected
    assert sum(expected) == found.planned


def test_a_cancelled_edition_still_says_what_left(four):
    dispatch = handed_over(four)
    control.cancel(dispatch.mailing)
    settle(dispatch)

    words = text_of(signed_in(editor()).get(results(dispatch)))

    assert "Cancelled." in words
    assert "It is not over yet" not in words
    assert "No letter was sent, so there is nothing to report." in words


def test_who_unsubscribed_counts_for_the_edition_before_it(four, clock):
    first = sent(four)
    ada, ben, *_ = four.subscriptions.order_by("pk")
    clock.shift(timedelta(days=1))
    unsubscribe(ada, via=EndedVia.ONE_CLICK, source="letter")
    clock.shift(timedelta(days=6))
    second = sent(four, number=2)
    clock.shift(timedelta(days=1))
    unsubscribe(ben, via=EndedVia.PAGE, source="letter")

    lines = compared(second)

    assert [line.losses.number for line in lines] == [1, 1]
    assert lines[0].losses.ways == [("The unsubscribe button of a mail program", 1)]
    words = text_of(signed_in(editor()).get(results(first)))
    assert "1 person unsubscribed from Hub News" in words
    assert "ada" not in words


def test_who_comes_back_has_left_all_the_same_and_counts_once(four, clock):
    dispatch = sent(four)
    ada = four.subscriptions.order_by("pk").first()
    for via in (EndedVia.PAGE, EndedVia.PREFERENCES):
        clock.shift(60)
        unsubscribe(ada, via=via, source="letter")
        subscribe(ada.member, four)
        ada.refresh_from_db()

    losses = compared(dispatch)[-1].losses

    assert losses.ways == [("The preferences page", 1)]


def test_who_leaves_altogether_is_counted_beside_although_nothing_else_is_kept_of_them(four, clock):
    dispatch = sent(four)
    clock.shift(60)
    leaving.leave(four.subscriptions.order_by("pk").first().member, source="/preferences/")

    losses = compared(dispatch)[-1].losses

    assert (losses.number, losses.left) == (0, 1)


def test_earlier_editions_stand_beside_it_and_later_ones_do_not(four, clock):
    first = sent(four)
    clock.shift(timedelta(days=7))
    second = sent(four, number=2)

    assert [line.label for line in compared(second)] == ["No. 1", "No. 2"]
    assert [line.label for line in compared(first)] == ["No. 1"]


def test_each_picture_has_a_name_and_the_numbers_as_words_and_no_style_of_its_own(four):
    dispatch = sent(four)

    page = signed_in(editor()).get(results(dispatch)).content.decode()
    pictures = re.findall(r"<svg[^>]*chart.*?</svg>", page, re.S)

    assert len(pictures) == 4
    assert 'role="img"' in pictures[0]
    assert 'aria-label="Letters sent. The table' in pictures[0]
    assert "No. 1" in pictures[0]
    assert not re.search(r"style=|<style|<script|fill=|xlink", "".join(pictures))


def test_the_table_for_spreadsheets_runs_nothing(four):
    dispatch = sent(four)
    dispatch.content["subject"] = "=HYPERLINK(1)"
    dispatch.save()
    told(dispatch, "delivered")

    answer = signed_in(editor()).get(reverse("edition_desk:results_table", args=[dispatch.pk]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert "hub-news-results.csv" in answer["Content-Disposition"]
    assert rows[0]["Subject"] == "'=HYPERLINK(1)"
    assert (rows[0]["Sent"], rows[0]["Delivered"], rows[0]["Left out"]) == ("4", "1", "1")


def test_what_was_not_reported_is_empty_in_the_table_not_nought(four):
    dispatch = sent(four)

    answer = signed_in(editor()).get(reverse("edition_desk:results_table", args=[dispatch.pk]))

    assert next(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))["Bounced"] == ""


@pytest.mark.parametrize("name", ["results", "results_table"])
def test_results_are_for_those_who_work_on_the_newsletter(four, name):
    dispatch = sent(four)
    address = reverse(f"edition_desk:{name}", args=[dispatch.pk])
    stranger = editor("stranger@example.org")
    stranger.groups.clear()
    stranger.user_permissions.add(access_admin())

    assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(member("someone@example.org").user).get(address).status_code in {302, 403}
    assert Client().get(address).status_code == 302


def test_the_numbers_cost_the_same_however_many_editions_there_are(
    four, clock, django_assert_max_num_queries
):
    sent(four)
    clock.shift(timedelta(days=7))
    second = sent(four, number=2)

    with django_assert_max_num_queries(6):
        compared(second)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not known"),
        (0, "0.0%"),
        (0.04, "under 0.1%"),
        (99.97, "99.9%"),
        (100, "100%"),
        (100 / 3, "33.3%"),
    ],
)
def test_a_share_never_makes_few_into_none_or_nearly_all_into_all(value, words):
    assert percent(value) == words
