"""The whole way of a member in Chromium: in, through, and out again."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from members.models import Member, User
from taxonomy import vocabularies
from tests.browser import chromium
from tests.factories.members import PASSWORD, UserFactory, letters_to, link_in

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "ada@example.org"
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,
}


@pytest.fixture(autouse=True)
def _vocabulary(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver brings a loop
    vocabularies.load()


@pytest.fixture
def visitor(live_server, settings):
    """A phone's browser; each page it comes to is handed to `look`."""
    settings.BASE_URL = live_server.url

    with chromium() as browser:

        def open_with(**options):
            usual = {"viewport": {"width": 320, "height": 700}, "base_url": live_server.url}
            return browser.new_context(**usual | options).new_page()

        yield open_with


def press(page, name):
    """Press a button of the form, and wait for the answer: a click alone waits for nothing."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).click()


def path_of(link):
    return urlsplit(link).path


def the_way_of_a_member(page, look):
    page.goto("/join/")
    look("join")
    page.get_by_label("Work e-mail address").fill("ada.example.org")
    press(page, "Join")
    look("join, refused")
    page.get_by_label("Work e-mail address").fill(ADDRESS)
    page.get_by_role("checkbox").check()
    press(page, "Join")
    look("sent")

    link = path_of(link_in(letters_to(ADDRESS)[-1]))
    page.goto(link)
    look("confirm")
    press(page, "Confirm")
    look("interests")
    page.get_by_label("Police").check()
    page.get_by_label("Your role").select_option("Trainer")
    press(page, "Save")
    look("thank you")
    page.goto(link)
    look("confirmed before")
    page.goto("/join/confirm/cut-short/")
    look("dead link")

    page.goto("/preferences/")
    look("sign in")
    press(page, "Send me a code")
    look("sign in, refused")
    page.get_by_label("E-mail address").fill(ADDRESS)
    press(page, "Send me a code")
    look("code")
    page.get_by_label("Code").fill("1")
    press(page, "Sign in")
    look("code, refused")
    code = re.search(r"\d{4}-\d{4}", letters_to(ADDRESS)[-1].text).group()
    page.get_by_label("Code").fill(code)
    press(page, "Sign in")
    look("preferences")
    expect(page.get_by_label("Police")).to_be_checked()
    page.get_by_label("At most once a month").check()
    press(page, "Save changes")
    look("preferences, saved")
    expect(page.get_by_text("Your preferences are saved.")).to_be_visible()

    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name="leave", exact=True).click()
    look("leave")
    press(page, "Leave and erase my details")
    look("left")


def test_the_whole_way_needs_no_script_and_no_more_than_320_pixels(visitor):
    page = visitor(java_script_enabled=False)
    wide = []

    def look(name):
        box = page.get_by_role("main").bounding_box()
        if box["width"] > 320:
            wide.append(name)

    the_way_of_a_member(page, look)

    assert wide == []
    assert not Member.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_on_the_way_breaks_a_rule_of_wcag_2_2(visitor, scheme):
    page = visitor(color_scheme=scheme, viewport={"width": 390, "height": 800})
    faults, said = {}, []
    page.on("console", lambda message: said.append(message.text))

    def look(name):
        results = Axe().run(page, options=WCAG)
        if results.violations_count:
            faults[name] = results.generate_report()
        sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        if page.evaluate(sideways):
            faults[name] = "scrolls sideways"

    the_way_of_a_member(page, look)

    assert faults == {}
    assert [line for line in said if "Content Security Policy" in line] == []


def test_what_is_wrong_has_the_focus_and_leads_to_the_field(visitor):
    page = visitor()
    page.goto("/join/")
    page.get_by_label("Work e-mail address").fill("ada.example.org")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("link", name="Enter an e-mail address with an @").click()
    expect(page.get_by_label("Work e-mail address")).to_be_focused()
    page.get_by_role("link", name="Tick the box").click()
    expect(page.get_by_role("checkbox")).to_be_focused()


def test_staff_reach_the_desk_by_keyboard_alone(visitor):
    UserFactory(email="ed@example.org", editor=True)
    page = visitor(viewport={"width": 1280, "height": 800})
    page.goto("/admin/")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("Ed@Example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/admin/$"))


def test_browsers_know_what_to_fill_in(visitor):
    page = visitor()
    page.goto("/join/")
    expect(page.get_by_label("Work e-mail address")).to_have_attribute("autocomplete", "email")
    page.goto("/sign-in/staff/")
    expect(page.get_by_label("E-mail address")).to_have_attribute("autocomplete", "username")
    expect(page.get_by_label("Password")).to_have_attribute("autocomplete", "current-password")
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(ADDRESS)
    press(page, "Send me a code")
    code = page.get_by_label("Code")
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    expect(code).to_have_attribute("inputmode", "numeric")
