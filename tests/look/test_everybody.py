"""Every page in every state in Chromium: for everyone, at every width."""

import pytest

from tests.look.reading import UNFOLD, Notes, look, measure, search_for_traces, window

pytestmark = pytest.mark.django_db
WIDTHS = (390, 320, 1280)
JUDGED = (320, 1280)
"""The narrowest and the widest: what stands between them is of one or the other."""


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
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                measure(page, f"{leaf.name} at {width}", notes)
                if width in JUDGED:
                    look(page, f"{leaf.name} at {width}", notes)
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
