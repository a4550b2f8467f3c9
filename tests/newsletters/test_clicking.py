"""Click sums: off unless switched on, nobody is counted, and the link leads nowhere else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsletters import clicking
from newsletters.dispatching import hand_over
from newsletters.models import Dispatch, ItemClicks, Newsletter
from newsletters.results.drawing import drawn
from tests.factories.newsletters import approved, case_study, reader

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def dispatch(newsletter):
    newsletter.counts_clicks = True
    newsletter.save()
    dispatch = approved(newsletter)
    hand_over(dispatch.pk)
    dispatch.refresh_from_db()
    return dispatch


def opened(dispatch, place=1, *, method="get", query="", **headers):
    headers = {"user-agent": BROWSER} | headers
    return getattr(Client(), method)(
        f"/newsletters/to/{dispatch.pk}/{place}/{query}", headers=headers
    )


def clicks(dispatch):
    return sum(ItemClicks.objects.filter(dispatch=dispatch).values_list("clicks", flat=True))


def test_a_click_is_counted_and_led_on_to_what_was_approved(dispatch):
    answer = opened(dispatch)
    opened(dispatch)

    assert answer.status_code == 302
    assert answer["Location"] == dispatch.frozen.items[0].url
    assert clicks(dispatch) == 2


def test_nothing_of_the_reader_is_asked_kept_or_passed_on(dispatch):
    answer = opened(dispatch)

    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert {field.name for field in ItemClicks._meta.get_fields()} == {
        *("id", "dispatch", "place", "clicks"),
    }


def test_no_request_can_name_where_it_leads(dispatch):
    answer = opened(dispatch, query="?next=https://elsewhere.example/&url=//elsewhere.example")

    assert answer["Location"] == dispatch.frozen.items[0].url


@pytest.mark.parametrize("place", [0, 2, 999])
def test_what_was_never_in_the_edition_is_not_found(dispatch, place):
    assert opened(dispatch, place).status_code == 404
    assert clicks(dispatch) == 0


def test_a_draft_and_an_unknown_edition_lead_nowhere(dispatch):
    dispatch.pk += 1

    assert opened(dispatch).status_code == 404


def test_once_switched_off_links_in_old_letters_still_lead_on_uncounted(dispatch):
    dispatch.newsletter.counts_clicks = False
    dispatch.newsletter.save()

    assert opened(dispatch).status_code == 302
    assert clicks(dispatch) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": "Barracuda Sentinel"},
        {"user-agent": "python-requests/2.32"},
        {"user-agent": ""},
    ],
)
def test_who_only_looks_ahead_or_is_a_program_is_led_on_uncounted(dispatch, headers):
    assert opened(dispatch, **headers).status_code == 302
    assert clicks(dispatch) == 0


def test_looking_at_the_head_counts_nothing_and_posting_is_refused(dispatch):
    assert opened(dispatch, method="head").status_code == 302
    assert opened(dispatch, method="post").status_code == 405
    assert clicks(dispatch) == 0


def test_the_letter_s_link_leads_to_the_place_and_holds_nothing_else(dispatch):
    address = clicking.counted("https://hub.example.org/library/", dispatch_pk=7, place=3)

    assert address == "https://hub.example.org/newsletters/to/7/3/"
    assert clicking.counted("mailto:a@example.org", dispatch_pk=7, place=3).startswith("mailto")


def test_staff_see_which_items_drew_readers_and_only_where_that_is_counted(dispatch):
    opened(dispatch)

    assert [(one.place, one.clicks) for one in drawn(dispatch)] == [(1, 1)]
    ItemClicks.objects.all().delete()
    assert [one.clicks for one in drawn(dispatch)] == [0]
    dispatch.newsletter.counts_clicks = False
    assert drawn(dispatch) == []


def test_an_edition_that_left_uncounted_drew_nobody_knows_how_many(newsletter):
    dispatch = approved(newsletter)
    hand_over(dispatch.pk)
    Newsletter.objects.update(counts_clicks=True)
    dispatch = Dispatch.objects.get(pk=dispatch.pk)

    assert drawn(dispatch) == []


def test_the_letters_lead_through_the_sum_only_where_it_is_kept(newsletter):
    reader(newsletter)
    case_study("First")
    case_study("Second", at=timezone.now() - timedelta(days=3))
    Newsletter.objects.update(counts_clicks=True)
    dispatch = approved(newsletter)

    mailing = hand_over(dispatch.pk)

    text = mailing.letters.get().text
    for place in (1, 2):
        assert f"https://hub.example.org/newsletters/to/{dispatch.pk}/{place}/" in text
    assert "/library/first/" not in text
    dispatch.refresh_from_db()
    assert [item.url.rsplit("/", 2)[1] for item in dispatch.frozen.items] == ["first", "second"]
