"""Was this useful? Asked of everybody, and nothing about them is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from content import listening
from content.models import Feedback
from tests.browser import chromium
from tests.factories.content import identity
from tests.factories.pages import behind_a_login, home_page, standard_page
from tests.live import serving_site

pytestmark = pytest.mark.django_db
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def page():
    return standard_page(home_page(), "About us")


@pytest.fixture
def reader():
    """A browser whose forms are really checked for forgery, were they not exempt."""
    return Client(enforce_csrf_checks=True, headers=FROM_HERE)


def press(reader, page, useful="yes", **more):
    return reader.post("/feedback/", {"page": page.pk, "useful": useful, **more})


def test_a_page_asks_whether_it_was_useful(client, page):
    html = client.get(page.url).content.decode()

    assert "Was this useful?" in html
    assert "csrfmiddlewaretoken" not in html


def test_yes_is_noted_and_leads_to_one_more_question(reader, page):
    answer = press(reader, page)

    row = Feedback.objects.get()
    assert (row.page_id, row.was_useful, row.words) == (page.pk, True, "")
    assert "What was missing, or out of date?" in reader.get(answer["Location"]).content.decode()


def test_no_is_noted_with_what_was_missing(reader, page):
    more = press(reader, page, "no")["Location"]

    answer = reader.post(more, {"words": "The telephone number is old."})

    row = Feedback.objects.get()
    assert (row.was_useful, row.words) == (False, "The telephone number is old.")
    thanks = reader.get(answer["Location"]).content.decode()
    assert "<h1>Thank you</h1>" in thanks
    assert f'href="{page.url}"' in thanks


def test_nobody_gets_a_cookie(reader, page):
    more = press(reader, page)["Location"]
    answers = [reader.get(more), reader.post(more, {"words": "Fine."})]

    assert not reader.cookies
    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_no_column_holds_anything_about_the_reader():
    assert {field.name for field in Feedback._meta.get_fields()} == {
        "id",
        "page",
        "was_useful",
        "words",
        "made_at",
    }


def test_a_double_press_is_one_answer_and_the_last_one_counts(reader, page):
    press(reader, page, "yes")
    press(reader, page, "no")

    assert [row.was_useful for row in Feedback.objects.all()] == [False]


def test_the_same_reader_may_answer_for_another_page(reader, page):
    press(reader, page)
    press(reader, standard_page(page, "Below"))

    assert Feedback.objects.count() == 2


def test_words_sent_twice_are_kept_once(reader, page):
    more = press(reader, page)["Location"]
    reader.post(more, {"words": "First"})
    reader.post(more, {"words": "Second"})

    assert Feedback.objects.get().words == "First"


def test_words_may_be_left_out(reader, page):
    more = press(reader, page)["Location"]

    assert reader.post(more, {"words": "  "}).status_code == 302


def test_too_many_words_come_back_as_they_were_typed(reader, page):
    more = press(reader, page)["Location"]
    typed = "It was long ago. " * 40

    html = reader.post(more, {"words": typed}).content.decode()

    assert "Shorten this to 500 characters." in html
    assert "<title>Error: Your answer" in html
    assert typed.strip() in html
    assert Feedback.objects.get().words == ""


def test_a_line_break_counts_as_one_character(reader, page):
    more = press(reader, page)["Location"]

    reader.post(more, {"words": "\r\n".join(["x" * 9] * 50)})

    assert len(Feedback.objects.get().words) == 499


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example.org"},
        {"Origin": "null"},
    ],
)
def test_what_another_site_sends_is_refused(client, page, headers):
    given = listening.take(page, was_useful=True, place="here")
    more = reverse("feedback_more", args=[listening.reference(given)])

    answers = [
        client.post("/feedback/", {"page": page.pk, "useful": "no"}, headers=headers),
        client.post(more, {"words": "Forged"}, headers=headers),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert [(row.was_useful, row.words) for row in Feedback.objects.all()] == [(True, "")]


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, {}])
def test_an_older_browser_may_answer_too(client, page, headers):
    client.post("/feedback/", {"page": page.pk, "useful": "no"}, headers=headers)

    assert Feedback.objects.exists()


def test_a_machine_that_fills_in_everything_is_thanked_and_ignored(reader, page):
    answer = press(reader, page, website="https://spam.example.org")

    assert answer["Location"] == reverse("feedback_thanks")
    assert not Feedback.objects.exists()


def test_a_page_that_nobody_may_see_cannot_be_answered_for(reader, page):
    draft = standard_page(page, "Draft", live=False)
    private = behind_a_login(standard_page(page, "Private"))

    assert [press(reader, hidden).status_code for hidden in (draft, private)] == [404, 404]
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"page": "x", "useful": "yes"}, {"useful": "maybe"}])
def test_what_no_button_of_ours_sends_is_refused(reader, page, fields):
    assert reader.post("/feedback/", {"page": page.pk} | fields).status_code == 400


def test_one_place_may_answer_often_but_not_without_end(reader, page):
    pages = [standard_page(page, f"Page {number}") for number in range(21)]

    codes = [press(reader, one).status_code for one in pages]

    assert codes == [302] * 20 + [429]
    assert Feedback.objects.count() == 20


def test_the_cache_holds_no_network_address(reader, page):
    press(reader, page)

    keys = cache._cache.get_client().keys("*")
    assert keys
    assert not [key for key in keys if b"127.0.0.1" in key]


def test_words_may_be_added_days_later(reader, page):
    more = press(reader, page)["Location"]

    with time_machine.travel(timezone.now() + timedelta(days=6)):
        reader.post(more, {"words": "After the weekend"})

    assert Feedback.objects.get().words == "After the weekend"


def test_words_that_come_too_late_are_given_back(reader, page):
    more = press(reader, page)["Location"]

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        seen = reader.get(more)
        answer = reader.post(more, {"words": "Late & <b>long</b>"})

    assert answer.status_code == 410
    html = answer.content.decode()
    assert "<h1>Your words could not be added</h1>" in html
    assert "Late &amp; &lt;b&gt;long&lt;/b&gt;</textarea>" in html
    assert "no-store" in answer["Cache-Control"]
    assert Feedback.objects.get().words == ""
    assert seen["Location"] == reverse("feedback_thanks")


def test_nothing_typed_is_never_too_late(reader, page):
    more = press(reader, page)["Location"]

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert reader.post(more, {"words": " "})["Location"] == reverse("feedback_thanks")


def test_a_forged_reference_leads_to_thanks_and_nowhere_else(reader):
    assert reader.get("/feedback/forged/")["Location"] == reverse("feedback_thanks")
    assert reader.get("/feedback/forged/thanks/").status_code == 200


def test_after_a_page_that_can_be_left_at_once_one_can_leave_too(reader, page):
    identity(exit_url="https://www.example.org/news")
    family = standard_page(page, "Staying safe", is_for_families=True)

    more = reader.get(press(reader, family)["Location"])
    other = reader.get(press(reader, page)["Location"])

    assert 'href="https://www.example.org/news"' in more.content.decode()
    assert more["Referrer-Policy"] == "same-origin"
    assert "Staying safe" not in more.content.decode()
    assert "Exit this page" not in other.content.decode()


def test_answers_are_forgotten_after_a_year(page):
    now = timezone.now()
    for age in (364, 366):
        Feedback.objects.create(page=page, was_useful=True, made_at=now - timedelta(days=age))

    assert listening.forget_old() == 1
    assert Feedback.objects.get().made_at == now - timedelta(days=364)


# In a browser.


@pytest.mark.parametrize("with_script", [True, False])
def test_a_reader_answers_without_a_cookie_and_with_or_without_a_script(page, with_script):
    family = standard_page(page, "Staying safe", is_for_families=True)
    with serving_site() as site, chromium() as browser:
        context = browser.new_context(
            viewport={"width": 320, "height": 700}, java_script_enabled=with_script
        )
        tab = context.new_page()
        tab.goto(f"{site}{family.url}")
        tab.get_by_role("button", name="No this page was not useful").click()
        tab.get_by_label("What was missing").fill("x" * 501)
        tab.get_by_role("button", name="Send").click()
        expect(tab.get_by_role("alert")).to_be_focused()
        tab.get_by_label("What was missing").fill("A date.")
        tab.get_by_role("button", name="Send").click()

        expect(tab.get_by_role("heading", name="Thank you")).to_be_visible()
        assert context.cookies() == []
        tab.get_by_role("link", name="Back to the page you read").click()
        expect(tab.get_by_role("heading", name="Staying safe")).to_be_visible()

    assert [(row.page_id, row.words) for row in Feedback.objects.all()] == [(family.pk, "A date.")]
