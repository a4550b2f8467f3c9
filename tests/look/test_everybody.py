"""Every page in every state in Chromium: for everyone, at every width."""

import pytest
from playwright.sync_api import Error, expect

from tests.look.reading import (
    OF_PLACE,
    UNFOLD,
    WCAG,
    Notes,
    look,
    measure,
    search_for_traces,
    window,
)

pytestmark = pytest.mark.django_db
ASKED = {390: OF_PLACE, 320: WCAG, 1280: WCAG}
"""By width. Both phones are shown one layout (test_templates.py); only its measures differ."""


@pytest.fixture(scope="module")
def notes(book, address, browser):
    """Each page is opened once, and shown in every width."""
    notes = Notes()
    with window(browser, address, notes) as opened:
        for leaf in book.of_readers():
            page = opened.open(leaf)
            if not leaf.known:
                search_for_traces(page, leaf, notes)
            page.evaluate(UNFOLD)
            for width, asked in ASKED.items():
                page.set_viewport_size({"width": width, "height": 900})
                measure(page, f"{leaf.name} at {width}", notes)
                look(page, f"{leaf.name} at {width}", notes, asked)
    return notes


def test_no_rule_of_wcag_2_2_is_broken(notes):
    assert notes.rules == []


def test_the_browser_and_the_security_policy_have_nothing_to_say(notes):
    assert notes.complaints == []


def test_nothing_is_asked_of_another_host(notes):
    assert notes.strangers == []


def test_nothing_scrolls_sideways(notes):
    assert notes.overhangs == []


def test_a_reader_who_has_not_signed_in_carries_nothing_away(notes):
    assert notes.kept == []


def test_the_clock_in_the_browser_is_the_one_by_which_the_page_was_made(book, address, browser):
    with window(browser, address, Notes()) as opened:
        page = opened.open(book.leaves["home"])

        expect(page.locator("[data-turns]").first).to_have_text("Open now, until 5 pm")


def test_a_picture_in_the_text_is_as_wide_as_its_column(book, address, browser):
    leaf = next(leaf for leaf in book.of_readers() if b'<figure class="picture"' in leaf.body)
    with window(browser, address, Notes(), viewport={"width": 1280, "height": 900}) as opened:
        page = opened.open(leaf)
        shown, column = (
            page.locator(place).first.bounding_box()["width"]
            for place in ("figure.picture img", "figure.picture")
        )

    assert shown == column > 500


def test_a_tab_that_dies_is_replaced_by_another(book, address, browser, monkeypatch):
    def die(*_args, **_more):
        raise Error("Page.goto: Page crashed")

    with window(browser, address, Notes()) as opened:
        first = opened.page
        monkeypatch.setattr(first, "goto", die)

        page = opened.open(book.leaves["home"])

        assert page is not first
        expect(page.locator("h1")).to_be_visible()
