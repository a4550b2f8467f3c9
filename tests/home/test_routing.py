"""Every page is found by its whole address, in as many questions at any depth."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.pages import home_page, standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def deep():
    """A home page, and pages one, two and three levels below it."""
    pages = [home_page()]
    for depth in (1, 2, 3):
        pages.append(standard_page(pages[-1], f"Level {depth}"))
    return pages


def test_each_page_answers_at_its_address(deep, client):
    for page in deep:
        assert client.get(page.url).context["page"] == page


def test_a_page_further_down_costs_no_more(deep, client):
    def cost(page):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.url).status_code == 200
        return len(captured)

    client.get("/")

    assert cost(deep[3]) == cost(deep[1])


@pytest.mark.parametrize("address", ["/level-2/", "/level-1/none/", "/level-1/level-1/"])
def test_a_page_that_is_not_there_is_not_found(deep, client, address):
    assert client.get(address).status_code == 404


def test_a_page_that_is_not_public_yet_is_not_found(deep, client):
    deep[1].unpublish()

    assert client.get(deep[1].url).status_code in (404, 410)
    assert client.get(deep[2].url).status_code == 200


def test_the_address_is_found_through_an_index(deep):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM wagtailcore_page WHERE url_path = '/front/level-1/'")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "home_page_by_address" in plan
