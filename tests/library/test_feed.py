"""The feed of the library takes what the finder takes."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.factories.content import identity
from tests.factories.library import CaseStudyFactory
from tests.factories.taxonomy import SectorFactory, TopicFactory
from tests.head import head_of
from tests.library.asking import NOON, published, titles

pytestmark = pytest.mark.usefixtures("at_noon")

FEED = "/library/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def items(library):
    identity()
    police = SectorFactory(label="Police", slug="police")
    visits = TopicFactory(label="Visits", slug="visits")
    published(CaseStudyFactory(title="Homework and police", sectors=[police], topics=[visits]), 3)
    published(CaseStudyFactory(title="Police", sectors=[police], topics=[visits]), 2)
    health = SectorFactory(label="Health", slug="health")
    published(CaseStudyFactory(title="Homework", sectors=[health], topics=[visits]), 1)


@pytest.fixture
def follow(client, items):
    def get(query=""):
        answer = client.get(f"{FEED}{query}")
        assert answer.status_code == 200
        return ElementTree.fromstring(answer.content)  # noqa: S314 - our own

    return get


def announced(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def links(feed):
    return {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}


@pytest.mark.parametrize(
    "query", ["", "?sector=police", "?q=homework", "?q=homework&sector=police&topic=visits"]
)
def test_it_announces_what_the_finder_lists(follow, ask, query):
    assert announced(follow(query)) == titles(ask(f"{query or '?'}&sort=newest"))


def test_its_title_and_its_addresses_say_what_it_is_about(follow):
    feed = follow("?q=homework&sector=police")

    assert feed.findtext(f"{ATOM}title") == "Alongside: new in the library: “homework”, Police"
    assert links(feed) == {
        "alternate": "http://localhost/library/?q=homework&sector=police",
        "self": "http://localhost/library/feed/?q=homework&sector=police",
    }
    assert feed.findtext(f"{ATOM}id") != follow().findtext(f"{ATOM}id")


def test_what_cannot_be_understood_is_left_out_of_its_address(follow):
    feed = follow("?sector=police&sector=nonsense&sort=reviewed&page=x&kind=%00&q=%22")

    assert announced(feed) == ["Police", "Homework and police"]
    assert links(feed)["self"] == "http://localhost/library/feed/?sector=police"


def test_archived_items_are_announced_only_if_asked_for(follow, time_machine):
    time_machine.move_to(NOON.replace(year=2029))

    assert announced(follow()) == []
    assert len(announced(follow("?archived=1"))) == 3


def test_a_narrowed_list_leads_to_its_feed_in_its_head_and_on_the_page(ask, client, items):
    address = "/library/?q=homework&sector=police&sort=reviewed"
    head = BeautifulSoup(head_of(client, address), "html.parser")
    feed = head.select_one("link[type='application/atom+xml']")

    assert feed["href"] == "/library/feed/?q=homework&sector=police"
    assert feed["title"] == "Alongside: new in the library: “homework”, Police"
    soup = ask("?q=homework&sector=police&sort=reviewed")
    assert soup.select_one(".results__follow a")["href"] == feed["href"]
    assert ask().select_one(".results__follow a")["href"] == FEED


def test_a_feed_costs_the_same_however_many_it_announces(
    client, items, django_assert_max_num_queries
):
    client.get(f"{FEED}?topic=visits")
    with django_assert_max_num_queries(20) as cost:
        client.get(f"{FEED}?topic=visits")
    topic = CaseStudyFactory(title="More").topics.model.objects.get(slug="visits")
    for _ in range(20):
        CaseStudyFactory(topics=[topic])
    with django_assert_max_num_queries(len(cost)):
        client.get(f"{FEED}?topic=visits")
