"""What search engines are told of the site: its map, and what is not for them."""

import re

import pytest
from django.urls import reverse

from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.pages import behind_a_login, home_page, standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return home_page()


def listed(client):
    """The addresses in the map of the site, each with the day of its last change."""
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    entries = re.findall(r"<url>(.*?)</url>", answer.content.decode(), re.S)
    return {
        re.search(r"<loc>http://localhost(.*?)</loc>", entry)[1]: (
            re.findall(r"<lastmod>(.*?)</lastmod>", entry) or [""]
        )[0]
        for entry in entries
    }


def test_the_map_names_what_everybody_may_find_and_when_it_changed(client, home):
    page = standard_page(home, "About us")
    study = CaseStudyFactory(parent=LibraryIndexPageFactory(parent=home))
    study.save_revision().publish()

    found = listed(client)

    (place,) = study.areas.all()
    about_places = {"/areas/", f"/areas/{place.slug}/"}
    assert {"/", page.url, "/library/", study.url} | about_places == set(found)
    assert found[page.url] == f"{page.last_published_at:%Y-%m-%d}"


def test_the_map_leaves_out_what_is_not_to_be_found(client, home):
    standard_page(home, "Draft", live=False)
    standard_page(home, "Withdrawn").unpublish()
    standard_page(home, "Unlisted", is_unlisted=True)
    standard_page(behind_a_login(standard_page(home, "Members")), "Below")

    assert set(listed(client)) == {"/"}


def test_nothing_in_the_map_refuses_to_be_listed(client, home):
    standard_page(home, "About us")
    LibraryIndexPageFactory(parent=home)

    for address in listed(client):
        assert "noindex" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/search/", "/styleguide/", "/mailbox/", "/preferences/", "/unsubscribe/"],
)
def test_robots_are_asked_to_stay_out(client, home, address):
    assert f"Disallow: {address}\n" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/", "/library/", "/join/", "/share/1-abc.png", "/library/feed/", "/static/css/site.css"],
)
def test_robots_are_welcome_to_the_rest(client, home, address):
    refused = re.findall(r"Disallow: (\S+)", client.get(reverse("robots")).content.decode())

    assert not [path for path in refused if address.startswith(path)]
