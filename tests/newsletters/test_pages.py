"""The archive on the web: editions that are out, in the words of the letter."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsletters.approving import approve
from newsletters.dispatching import cancel, hand_over
from newsletters.gathering import assemble
from newsletters.models import EditionPage, NewsletterIndexPage, NewsletterPage
from tests.factories.newsletters import (
    approved,
    case_study,
    drafted,
    event,
    gone_out,
    newsletter_with_archive,
    publisher,
    reader,
)
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_a_sent_edition_says_on_the_web_what_its_letter_says(newsletter, client):
    reader(newsletter)
    case_study("A named adult in every school", is_sample=True)
    event("Introduction to supporting children")
    dispatch = gone_out(newsletter)

    page = client.get("/newsletters/hub-news/no-1/")

    assert page.status_code == 200
    for item in dispatch.frozen.items:
        assert item.title in words(page)
        assert item.url.removeprefix("https://hub.example.org") in page.content.decode()
    assert "Sample content" in words(page)
    assert "Sample edition" in words(page)


def test_a_draft_is_nowhere_to_be_seen(newsletter, client):
    drafted(newsletter)

    assert client.get("/newsletters/hub-news/no-1/").status_code == 404
    assert "No. 1" not in words(client.get("/newsletters/hub-news/"))
    assert "The first edition is still to come" in words(client.get("/newsletters/"))


def test_an_edition_is_on_the_web_when_its_letters_leave_and_not_before(newsletter, client):
    dispatch = approved(newsletter)
    assert client.get("/newsletters/hub-news/no-1/").status_code == 404

    hand_over(dispatch.pk)

    assert client.get("/newsletters/hub-news/no-1/").status_code == 200


def test_a_page_that_was_withdrawn_later_leaves_the_web_version(newsletter, client):
    gone_out(newsletter)
    assert "A named adult" in words(client.get("/newsletters/hub-news/no-1/"))
    item = EditionPage.objects.get().body[0].value["contents"][0].value["page"]

    item.specific.unpublish()

    assert "A named adult" not in words(client.get("/newsletters/hub-news/no-1/"))


def test_the_archive_shows_the_latest_with_what_is_in_it_and_the_earlier_ones(newsletter, client):
    reader(newsletter)
    sender = publisher()
    for number in range(1, 4):
        case_study(f"Study {number}", at=NOW)
        newsletter.refresh_from_db()
        dispatch = assemble(newsletter, at=NOW, early=True)
        approve(dispatch.pk, by=sender)
        hand_over(dispatch.pk)

    page = client.get("/newsletters/hub-news/")

    assert re.search(r"Latest edition.*No\. 3: .*Study 3.*Earlier editions.*No\. 2", words(page))


@pytest.mark.parametrize("number", ["2", "9999", "x", "-1"])
def test_a_page_of_the_archive_that_there_is_not_is_the_first(newsletter, client, number):
    gone_out(newsletter)

    assert client.get("/newsletters/hub-news/", {"page": number}).status_code == 200


def test_all_newsletters_are_listed_with_their_latest(newsletter, site, client):
    newsletter_with_archive(site, name="Schools Special")
    gone_out(newsletter)

    page = words(client.get("/newsletters/"))

    assert "Hub News" in page
    assert "Schools Special" in page
    assert "No. 1" in page


def test_the_pages_set_no_cookie_and_run_no_inline_script(newsletter, client):
    gone_out(newsletter)

    for address in ("/newsletters/", "/newsletters/hub-news/", "/newsletters/hub-news/no-1/"):
        page = client.get(address)
        assert not page.cookies
        assert not re.search(
            r"<script(?![^>]*(src=|json))|\sstyle=|\son\w+=", page.content.decode()
        )


def test_there_is_one_list_of_newsletters_below_the_home_page(newsletter, site):
    assert not NewsletterIndexPage.can_create_at(site)
    assert NewsletterPage.can_create_at(NewsletterIndexPage.objects.get())
    assert not EditionPage.can_create_at(NewsletterPage.objects.get())


def test_the_archive_asks_as_much_of_the_database_for_many_editions_as_for_few(newsletter, client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/newsletters/hub-news/")
        return len(captured)

    def edition(number):
        page = EditionPage(
            title=f"No. {number}", subject="News", number=number, first_published_at=NOW
        )
        newsletter.archive.add_child(instance=page)

    for number in (1, 2):
        edition(number)
    queries()
    few = queries()
    for number in range(3, 8):
        edition(number)

    assert queries() == few


def test_an_edition_with_more_in_it_costs_no_more_questions(newsletter):
    def cost(*names):
        for name in names:
            case_study(f"Case {name}")
            event(f"Event {name}")
        newsletter.refresh_from_db()
        dispatch = drafted(newsletter)
        edition = EditionPage.objects.get(pk=dispatch.edition_id)
        with CaptureQueriesContext(connection) as captured:
            assert edition.content().items
        cancel(dispatch.pk)
        return len(captured)

    cost("zero")
    few = cost("one")

    assert cost("two", "three", "four", "five") == few <= 24
