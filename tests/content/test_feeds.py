"""What is new, for readers' programs."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
import time_machine

from newsletters.models import EditionPage, NewsletterIndexPage, NewsletterPage
from tests.factories.content import identity
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.newsletters import newsletter_with_archive
from tests.factories.pages import behind_a_login, home_page, standard_page
from tests.factories.taxonomy import TopicFactory
from tests.head import head_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LIBRARY = "/library/feed/"
NEWSLETTERS = "/newsletters/feed/"


@pytest.fixture
def home():
    page = home_page()
    identity(organisation_name="Example Trust")
    return page


@pytest.fixture
def library(home):
    return LibraryIndexPageFactory(parent=home)


@pytest.fixture
def archive(home):
    newsletter_with_archive(home)
    return NewsletterPage.objects.get()


def item(number=1, **fields):
    day = datetime(2026, 5, number, 12, tzinfo=UTC)
    return CaseStudyFactory(**({"first_published_at": day, "last_published_at": day} | fields))


def edition(archive, **fields):
    at = datetime(2026, 5, 1, 12, tzinfo=UTC)
    page = EditionPage(**{"title": "No. 1", "subject": "News", "first_published_at": at} | fields)
    return archive.add_child(instance=page)


def read(client, address=LIBRARY):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def entries(client, address=LIBRARY):
    return read(client, address).findall(f"{ATOM}entry")


def text(element, name):
    return element.findtext(f"{ATOM}{name}")


def terms_of(entry):
    return [category.get("term") for category in entry.findall(f"{ATOM}category")]


def test_the_newest_item_comes_first_with_all_that_atom_asks_for(client, library):
    item(1, title="Old")
    new = item(
        2, title="New & <b>", summary="One <i> & two.", topics=[TopicFactory(label="Schools")]
    )

    feed = read(client)
    first, second = feed.findall(f"{ATOM}entry")

    assert (text(first, "title"), text(second, "title")) == ("New & <b>", "Old")
    assert text(first, "summary") == "One &lt;i&gt; &amp; two."
    assert text(first, "published") == "2026-05-02T12:00:00+00:00"
    assert text(first, "id") == new.translation_key.urn
    assert first.find(f"{ATOM}link").get("href") == f"http://localhost{new.url}"
    assert terms_of(first) == [new.kind_label, "Schools"]
    assert text(feed, "title") == "Alongside: new in the library"
    assert text(feed, "updated") == "2026-05-02T12:00:00+00:00"
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Example Trust"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://localhost/library/",
        "self": f"http://localhost{LIBRARY}",
    }


def test_an_entry_keeps_its_name_when_the_page_moves(client, library):
    page = item()
    (before,) = entries(client)
    page.slug = "elsewhere"
    page.save_revision().publish()
    (after,) = entries(client)

    assert text(before, "id") == text(after, "id")
    assert after.find(f"{ATOM}link").get("href").endswith("/library/elsewhere/")


def test_only_what_everybody_may_read_is_announced(client, library):
    item(1, title="Draft", live=False)
    behind_a_login(item(2, title="For members"))

    assert entries(client) == []


def test_what_is_made_up_says_so(client, library):
    item(is_sample=True)

    (entry,) = entries(client)
    assert "Sample content" in terms_of(entry)


def test_whoever_has_it_already_is_told_so_until_something_is_withdrawn(client, library):
    page = item()
    first = client.get(LIBRARY)
    seen = {"If-None-Match": first["ETag"]}

    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC)):
        assert client.get(LIBRARY, headers=seen).status_code == 304
    assert first["Last-Modified"] == "Fri, 01 May 2026 12:00:00 GMT"
    assert "no-cache" in first["Cache-Control"]

    page.unpublish()
    assert client.get(LIBRARY, headers=seen).status_code == 200


def test_an_empty_feed_says_the_same_tomorrow(client, library):
    library.save_revision().publish()
    today = client.get(LIBRARY)

    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC)):
        assert client.get(LIBRARY).content == today.content


def test_a_title_with_signs_that_no_xml_may_hold_is_still_written(client, library):
    item(title="Bell\x07 and vertical\x0btab")

    assert text(entries(client)[0], "title") == "Bell and verticaltab"


def test_the_number_of_queries_does_not_grow_with_the_entries(
    client, library, django_assert_num_queries, django_assert_max_num_queries
):
    item(1)
    client.get(LIBRARY)
    with django_assert_max_num_queries(10) as few:
        client.get(LIBRARY)
    asked = len(few)
    for number in range(2, 9):
        item(number, topics=[TopicFactory(), TopicFactory()])

    with django_assert_num_queries(asked):
        assert len(entries(client)) == 8


def test_editions_are_announced_by_their_preview_line_or_their_beginning(client, archive):
    edition(archive, preheader="Three new studies.")
    edition(
        archive,
        title="No. 2",
        introduction="<p>Good morning.</p><p>There is <b>news</b> &amp; more.</p>",
        first_published_at=datetime(2026, 6, 1, 12, tzinfo=UTC),
    )
    edition(archive, title="Not yet", live=False)

    newest, older = entries(client, NEWSLETTERS)

    assert text(older, "summary") == "Three new studies."
    assert text(newest, "summary") == "Good morning. There is news &amp; more."
    assert text(newest, "title") == "No. 2"


@pytest.mark.parametrize("address", [LIBRARY, NEWSLETTERS])
def test_a_site_without_that_section_has_no_such_feed(client, home, address):
    assert client.get(address).status_code == 404


def test_a_section_behind_a_login_announces_nothing(client, archive):
    edition(archive, preheader="Secret canary.")
    behind_a_login(NewsletterIndexPage.objects.get())

    assert client.get(NEWSLETTERS).status_code == 404


def test_a_feed_is_read_not_written_to(client, library):
    assert client.post(LIBRARY).status_code == 405


def test_pages_lead_to_the_feed_that_announces_their_like(client, library, archive, home):
    study, issue = item(), edition(archive)
    plain = standard_page(home)

    def feed_of(page):
        html = head_of(client, page.url)
        found = re.search(r'type="application/atom\+xml"[^>]*href="([^"]+)"', html)
        return found[1] if found else ""

    assert feed_of(library) == feed_of(study) == LIBRARY
    assert feed_of(archive) == feed_of(issue) == NEWSLETTERS
    assert feed_of(archive.get_parent().specific) == NEWSLETTERS
    assert feed_of(plain) == ""
