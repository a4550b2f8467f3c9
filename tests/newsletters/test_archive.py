"""Looking for an edition, and going from one to the next."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsletters.models import EditionPage
from tests.factories.newsletters import case_study, gone_out, newsletter_with_archive, reader
from tests.head import things_of
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db

ALL = "/newsletters/"
OWN = "/newsletters/hub-news/"


def edition(newsletter, number, title="", **fields):
    return newsletter.archive.add_child(
        instance=EditionPage(
            title=title or f"Edition {number}",
            slug=f"no-{number}",
            subject="News",
            number=number,
            first_published_at=NOW,
            **fields,
        )
    )


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def look_for(client, typed, address=ALL, **more):
    page = client.get(address, {"q": typed} | more)
    assert page.status_code == 200
    return words(page)


@pytest.fixture
def archive(newsletter, site):
    edition(newsletter, 1, "Visits and how to prepare")
    edition(newsletter, 2, "Courts", introduction="<p>All about <b>sentencing</b>.</p>")
    other = newsletter_with_archive(site, name="Schools Special")
    edition(other, 1, "Visits from schools")
    return newsletter


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("visits", 2),
        ("visit", 2),
        ("VISITS prepare", 1),
        ("sentencing", 1),
        ("visits sentencing", 0),
    ],
)
def test_editions_are_found_by_their_words(archive, client, typed, found):
    page = look_for(client, typed)

    said = f"{found} edition{'' if found == 1 else 's'} with “{typed}”"
    assert (said if found else "No edition has all of these words") in page


def test_where_several_are_searched_each_says_what_it_is_an_edition_of(archive, client):
    page = look_for(client, "visits")

    assert "Hub News: Visits and how to prepare" in page
    assert "Schools Special: Visits from schools" in page


def test_the_archive_of_one_newsletter_searches_that_one(archive, client):
    page = look_for(client, "visits", OWN)

    assert "1 edition with “visits”" in page
    assert "Visits from schools" not in page


def test_what_an_edition_announced_is_found(newsletter, client):
    reader(newsletter)
    case_study("A quilt made by grandparents")
    gone_out(newsletter)

    assert "1 edition with “quilt”" in look_for(client, "quilt")


def test_a_draft_and_a_withdrawn_edition_are_not_found(archive, client):
    EditionPage.objects.get(title="Courts").unpublish()
    edition(archive, 3, "Nothing but sentencing", live=False)

    assert "No edition has all of these words" in look_for(client, "sentencing")


@pytest.mark.parametrize(
    "typed", ["%", "'; --", "\x00", " ", "<b>", "&&& | !", "a" * 5000, "“visits”", "ŵ:*", "()"]
)
@pytest.mark.parametrize("address", [ALL, OWN])
@pytest.mark.parametrize("page", ["1", "999", "x", "-1", ""])
def test_no_question_leads_to_an_error(archive, client, typed, address, page):
    answer = client.get(address, {"q": typed, "page": page})

    assert answer.status_code == 200
    assert "<b>”" not in answer.content.decode()


def test_without_a_word_it_says_what_to_do(archive, client):
    assert "There is no word in that" in look_for(client, "%%%")


def test_results_are_not_for_search_engines_but_the_archive_is(archive, client):
    for address in (ALL, OWN):
        assert 'content="noindex, follow"' in client.get(address, {"q": "visits"}).content.decode()
        for empty in ({}, {"q": ""}, {"q": "  "}):
            assert "noindex" not in client.get(address, empty).content.decode()


def test_many_results_have_pages_that_keep_the_question(newsletter, client):
    for number in range(1, 15):
        edition(newsletter, number, "All about visits")

    first = client.get(OWN, {"q": "visits"}).content.decode()
    second = words(client.get(OWN, {"q": "visits", "page": "2"}))

    assert "?q=visits&amp;page=2" in first
    assert "14 editions with “visits”" in second
    assert "No. 2 " in second
    assert "No. 3 " not in second


def test_many_results_ask_as_much_of_the_database_as_few(newsletter, client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(ALL, {"q": "visits"})
        return len(captured)

    edition(newsletter, 1, "About visits")
    queries()
    few = queries()
    for number in range(2, 9):
        edition(newsletter, number, "More about visits")

    assert queries() == few


def test_each_edition_leads_to_the_one_before_and_the_one_after(newsletter, site, client):
    for number in (1, 2, 3):
        edition(newsletter, number)
    edition(newsletter, 4, live=False)
    edition(newsletter_with_archive(site, name="Other"), 2, "Of another newsletter")

    def steps(number):
        html = client.get(f"{OWN}no-{number}/").content.decode()
        return [
            (rel, address) for address, rel in re.findall(r'href="([^"]*)" rel="(prev|next)"', html)
        ]

    assert steps(1) == [("next", f"{OWN}no-2/")]
    assert steps(2) == [("prev", f"{OWN}no-1/"), ("next", f"{OWN}no-3/")]
    assert steps(3) == [("prev", f"{OWN}no-2/")]


def test_an_item_for_members_is_a_teaser_that_says_so(newsletter, client):
    reader(newsletter)
    case_study("Only for members", for_members=True, summary="What is in it.")
    case_study("For everybody")
    gone_out(newsletter)

    html = client.get(f"{OWN}no-1/").content.decode()
    assert html.count(">For members</span>") == 1
    assert "Only for members" in words(client.get(f"{OWN}no-1/"))
    parts = things_of(client, f"{OWN}no-1/", "PublicationIssue")[0]["hasPart"]
    free = {part["name"]: part.get("isAccessibleForFree", True) for part in parts}
    assert free == {"Only for members": False, "For everybody": True}
