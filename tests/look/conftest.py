"""The pattern page, as text and in a browser."""

import pytest
from django.template.loader import render_to_string

from content.specimens import specimens
from tests.browser import chromium
from tests.look.site import serving


@pytest.fixture(scope="session")
def pattern_page():
    return render_to_string("styleguide/index.html", specimens())


@pytest.fixture(scope="session")
def site(pattern_page):
    pages = {
        "/": "<!doctype html><html lang=en><title>Before</title><a href=/styleguide/>On</a>",
        "/styleguide/": pattern_page,
        "/500/": render_to_string("500.html"),
    }
    with serving(pages) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser
