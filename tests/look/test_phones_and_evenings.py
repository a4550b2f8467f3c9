"""Every page once more: on the narrowest screen, and in the dark; and the desk of the editors."""

import pytest

from tests.look.reading import ONLY_COLOURS, Notes, look, reader

pytestmark = pytest.mark.django_db
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def notes(book, address, browser):
    notes = Notes()
    for leaf in book.of_readers():
        with reader(browser, address, leaf, notes, color_scheme="dark") as page:
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            look(page, f"{leaf.name} at 1280 in the dark", notes, ONLY_COLOURS)
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(PHONE)
            look(page, f"{leaf.name} at 320", notes)
    return notes


def test_no_rule_of_wcag_2_2_is_broken(notes):
    assert notes.rules == []


def test_the_browser_and_the_security_policy_have_nothing_to_say(notes):
    assert notes.complaints == []


def test_our_views_of_the_desk_break_no_rule_either(book, address, browser):
    notes = Notes()
    for leaf in book.leaves.values():
        if leaf.desk:
            with reader(browser, address, leaf, notes) as page:
                look(page, leaf.name, notes)

    assert notes.rules == []
