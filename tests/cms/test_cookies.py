"""The cookies page tells the truth."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from cms.settings import security
from tests.factories.members import UserFactory

pytestmark = pytest.mark.usefixtures("bootstrapped")

NAMES = {security.CSRF_COOKIE_NAME, security.SESSION_COOKIE_NAME, CookieStorage.cookie_name}


@pytest.fixture
def page(client):
    return client.get("/cookies/").content.decode()


def test_it_names_every_cookie_of_a_host_and_no_other(page):
    main = page.partition("<main")[2].partition("</main>")[0]

    assert set(re.findall(r"<li>\s*<b>([^<]+)</b>", main)) == NAMES


def test_the_names_bind_them_to_this_site():
    for name in (security.CSRF_COOKIE_NAME, security.SESSION_COOKIE_NAME):
        assert name.startswith("__Host-")
    assert security.CSRF_COOKIE_SECURE
    assert security.SESSION_COOKIE_SECURE


def test_the_life_times_are_as_it_says(page):
    assert timedelta(seconds=settings.CSRF_COOKIE_AGE) == timedelta(weeks=52)
    assert "It lasts for a year." in page
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert "until you sign out or close your browser" in page


def test_a_reader_gets_none(client, page):
    for address in ("/", "/library/", "/events/", "/search/?q=school", "/staying-safe/"):
        client.get(address)

    assert not client.cookies


def test_joining_brings_the_one_it_says(client):
    client.get("/join/")

    assert set(client.cookies) == {settings.CSRF_COOKIE_NAME}


def test_asking_for_a_code_brings_one_that_goes_with_the_browser(client):
    UserFactory(email="ada@example.org")

    client.post("/sign-in/", {"email": "ada@example.org"})

    assert settings.SESSION_COOKIE_NAME in client.cookies
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_every_page_leads_to_what_the_law_asks_for(client):
    for address in ("/", "/library/", "/join/", "/nowhere/"):
        foot = client.get(address).content.decode().partition("<footer")[2]
        assert [f'href="/{slug}/"' in foot for slug in ("accessibility", "privacy", "cookies")] == [
            True,
            True,
            True,
        ]
