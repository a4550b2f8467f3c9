"""The bar that leads whoever works here from a page of the site to its form."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from tests.browser import chromium
from tests.factories.members import UserFactory
from tests.factories.pages import home_page, standard_page
from tests.live import serving_site

pytestmark = pytest.mark.django_db
BAR = "<wagtail-userbar>"
LISTEN = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => window.refused.push(event.blockedURI));
"""


@pytest.fixture
def page():
    return standard_page(home_page(), "Good to know", is_for_families=True)


@pytest.fixture
def editor():
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_an_editor_is_led_from_a_page_to_its_form(page, editor):
    answer = signed_in(editor).get(page.url)

    html = answer.content.decode()
    assert BAR in html
    assert f"/admin/pages/{page.pk}/edit/" in html
    assert "img/favicon-admin" in html
    assert answer["Cache-Control"] == "private, no-store"


def test_neither_a_reader_nor_a_member_sees_it(page):
    for client in (Client(), signed_in(UserFactory())):
        assert BAR not in client.get(page.url).content.decode()


def test_a_cookie_that_signs_nobody_in_shows_nothing(page):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "stolen"

    assert BAR not in client.get(page.url).content.decode()


def test_the_copy_that_is_kept_for_everybody_is_without_it(editor, settings):
    settings.PAGES_KEPT_SECONDS = 60
    page = standard_page(home_page(), "Kept")
    cache.clear()

    first = signed_in(editor).get(page.url)
    after = Client().get(page.url)
    kept = Client().get(page.url)

    assert BAR in first.content.decode()
    assert BAR not in after.content.decode()
    assert kept["Cache-Control"] == "public, no-cache"
    assert BAR not in kept.content.decode()
    assert BAR in signed_in(editor).get(page.url).content.decode()


@pytest.mark.parametrize("width", [1280, 320])
def test_it_opens_under_the_strict_policy_and_leaves_the_way_out_free(page, editor, width):
    session = signed_in(editor).cookies[settings.SESSION_COOKIE_NAME].value
    with serving_site() as site, chromium() as browser:
        tab = browser.new_page(viewport={"width": width, "height": 700})
        said = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.add_init_script(LISTEN)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}
        tab.context.add_cookies([cookie])
        answer = tab.goto(site + page.url, wait_until="networkidle")
        tab.get_by_role("button", name="View Wagtail quick actions").click()
        expect(tab.get_by_role("menuitem", name="Edit this page")).to_be_visible()
        button = tab.get_by_role("button", name="View Wagtail quick actions").bounding_box()
        way_out = tab.get_by_role("link", name="Exit this page").bounding_box()
        refused = tab.evaluate("window.refused")
        policy = answer.headers["content-security-policy"]
        tab.close()

    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert (refused, said) == ([], [])
    assert button["y"] + button["height"] < way_out["y"]
