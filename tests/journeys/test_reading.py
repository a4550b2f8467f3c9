"""The ways of readers, for whoever sees, steers and loads the site differently."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase, override_settings
from django.urls import reverse
from playwright.sync_api import expect

from newsletters.models import Subscription
from tests.browser import chromium
from tests.journeys import readers
from tests.journeys.readers import Keyboard
from tests.live import serving_site

pytestmark = pytest.mark.django_db
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 700}
EVERYDAY = re.compile(r"^https://")
"""Where readers go who leave at once: no page of the site, which is served without encryption."""
TWICE = "html { font-size: 200% !important; }"
OWN_STYLE = """addEventListener("DOMContentLoaded", () => {
  document.head.append(Object.assign(document.createElement("style"), {textContent: %s}));
})"""
SPACED = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
  * { word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""
WAYS = {
    "as it comes": {},
    "on a phone without scripts": {"viewport": PHONE, "java_script_enabled": False},
    "on the narrowest screen": {"viewport": {"width": 320, "height": 640}},
    "with text of twice the size": {"css": TWICE},
    "with text of twice the size on a phone": {"css": TWICE, "viewport": PHONE},
    "with wide spacing": {"css": SPACED},
    "with wide spacing on a phone": {"css": SPACED, "viewport": PHONE},
    "in colours of their own": {"forced_colors": "active"},
}


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """The sample content, once for all ways."""
    with override_settings(DEMO_MEMBERS=2), django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("bootstrap_site", verbosity=0)
            call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def visitor(browser, filled, db):
    """Open a window on the site; with `css`, under a style sheet of the reader's own."""
    contexts = []
    with serving_site() as address:

        def visitor(css="", **given):
            usual = {"viewport": DESK, "base_url": address, "bypass_csp": bool(css)}
            context = browser.new_context(**usual | {"reduced_motion": "reduce"} | given)
            contexts.append(context)
            if css:
                context.add_init_script(OWN_STYLE % json.dumps(css))
            return context.new_page()

        yield visitor
        for context in contexts:
            context.close()


def way_out():
    return reverse("unsubscribe", args=[Subscription.objects.earliest("pk").token])


@pytest.mark.parametrize("given", WAYS.values(), ids=WAYS)
def test_every_way_can_be_gone(visitor, given):
    page = visitor(**given)
    readers.finds_a_case_study(page)
    readers.narrows_the_library(page)
    readers.notes_a_date(page)
    readers.joins(page, "ada@example.org")
    readers.stops_the_letters(page, way_out())


def test_the_whole_way_by_keyboard_alone(visitor):
    page = visitor()
    page.goto("/")
    keys = Keyboard(page)
    keys.presses("^Library")
    page.wait_for_url("**/library/")
    keys.types("^Words, a place or a title", "named adult")
    page.keyboard.press("Enter")
    found = page.get_by_role("heading", name="for “named adult”")
    expect(found).to_be_visible(timeout=readers.SLOW)
    keys.presses(readers.STUDY)
    expect(page.get_by_role("heading", level=1)).to_contain_text(readers.STUDY)
    keys.presses("^Join")
    page.wait_for_url("**/join/")
    keys.types("Work e-mail address", "ada@example.org")
    keys.goes_to("Yes, ")
    page.keyboard.press("Space")
    keys.presses("^Join")
    expect(page.get_by_text("ada@example.org")).to_be_visible()
    keys.presses("^Staying safe online")
    page.wait_for_url("**/staying-safe/")
    page.route(EVERYDAY, lambda route: route.fulfill(body="Sunny spells"))
    keys.presses("^Exit this page")
    expect(page.get_by_text("Sunny spells")).to_be_visible()

    assert keys.unseen == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_library_is_narrowed_by_keyboard_alone(visitor, scripts):
    page = visitor(java_script_enabled=scripts)
    page.goto("/library/")
    keys = Keyboard(page)
    keys.types("^Words, a place or a title", "Sampleton")
    page.keyboard.press("Enter")
    found = page.get_by_role("heading", name="for “Sampleton”")
    expect(found).to_be_visible(timeout=readers.SLOW)
    keys.goes_to("^Schools and colleges")
    page.keyboard.press("Space")
    if not scripts:
        keys.presses("^Show these results")
    chip = page.get_by_role("link", name=re.compile("Sector: Schools and colleges.*remove"))
    expect(chip).to_be_visible(timeout=readers.SLOW)
    keys.presses("^Sector: Schools and colleges")
    expect(chip).to_have_count(0, timeout=readers.SLOW)
    keys.presses(readers.STUDY)
    expect(page.get_by_role("heading", level=1)).to_contain_text(readers.STUDY)

    assert keys.unseen == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "path", ["/", "/library/", "/library/sampleton-schools-cluster/", "/events/", "/join/"]
)
def test_the_focus_is_always_seen_and_never_covered(visitor, path, viewport):
    page = visitor(viewport=viewport)
    page.goto(path)
    keys = Keyboard(page)
    number = page.locator("a[href], button, input, select, textarea, summary").count()
    with pytest.raises(AssertionError, match="cannot be reached"):
        keys.goes_to("what is nowhere", most=number)

    assert keys.unseen == []


def test_the_first_tab_leads_past_the_menu(visitor):
    page = visitor()
    page.goto("/events/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(visitor):
    page = visitor(viewport=PHONE)
    page.goto("/")
    keys = Keyboard(page)
    keys.presses("^Menu$")
    menu = page.get_by_role("navigation", name="Main")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    keys.presses("^Library$")

    expect(page).to_have_url(re.compile("/library/$"))
    assert keys.unseen == []
