"""Every page once more in the dark; the open menu of a phone; and the desk of the editors."""

import pytest
from playwright.sync_api import expect

from tests.look.reading import ONLY_COLOURS, UNFOLD, Notes, look, measure, window

pytestmark = pytest.mark.django_db
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def notes(book, address, browser):
    notes = Notes()
    with window(browser, address, notes, color_scheme="dark") as opened:
        for leaf in book.of_readers():
            page = opened.open(leaf)
            page.evaluate(UNFOLD)
            look(page, f"{leaf.name} in the dark", notes, ONLY_COLOURS)
    return notes


def test_no_rule_of_wcag_2_2_is_broken(notes):
    assert notes.rules == []


def test_the_browser_and_the_security_policy_have_nothing_to_say(notes):
    assert notes.complaints == []


def test_the_open_menu_of_a_phone_breaks_no_rule(book, address, browser):
    notes = Notes()
    for scheme in ("light", "dark"):
        given = {"viewport": PHONE, "color_scheme": scheme}
        with window(browser, address, notes, **given) as opened:
            page = opened.open(book.leaves["library, chips"])
            page.get_by_role("button", name="Menu").click()
            expect(page.get_by_role("navigation", name="Main")).to_be_visible()
            measure(page, f"open menu, {scheme}", notes)
            look(page, f"open menu, {scheme}", notes)

    assert (notes.rules, notes.overhangs) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_views_of_the_desk_break_no_rule_either(book, address, browser, scheme):
    notes = Notes()
    with window(browser, address, notes, color_scheme=scheme) as opened:
        for leaf in book.leaves.values():
            if leaf.desk and not leaf.is_wagtails:
                look(opened.open(leaf), leaf.name, notes)

    assert notes.rules == []
