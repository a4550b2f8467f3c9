"""The frame of every page, with the site's own settings and menus behind it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.contrib.messages import INFO
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from tests.look.site import serving
from tests.look.test_browser import AXE

pytestmark = pytest.mark.django_db
ERRORS = {
    "403": "This page is not open to you",
    "404": "This page is not here",
    "410": "This page has been taken away",
    "429": "Please wait a little",
}


class Question(forms.Form):
    name = forms.CharField()


@pytest.mark.parametrize(("code", "heading"), ERRORS.items())
def test_an_error_page_stands_in_the_site_s_frame(rf, code, heading):
    html = render_to_string(f"{code}.html", request=rf.get("/gone/"))

    assert f"<h1>{heading}</h1>" in html
    assert 'class="site-header"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html


def test_the_frame_stands_without_a_request():
    assert "<h1>This page is not here</h1>" in render_to_string("404.html")


def test_a_form_with_errors_says_so_in_the_title(rf):
    wrong = render_to_string("base.html", {"form": Question({})}, request=rf.get("/"))
    right = render_to_string("base.html", {"form": Question({"name": "Sam"})}, request=rf.get("/"))

    assert "<title>Error: " in wrong
    assert "Error: " not in right


def test_messages_are_shown_to_whom_they_are_meant_for(rf):
    context = {"messages": [Message(INFO, "You have left the list.")]}
    request = rf.get("/")
    assert "You have left the list." not in render_to_string("base.html", context, request)

    request.COOKIES["messages"] = "signed"
    assert "You have left the list." in render_to_string("base.html", context, request)


def test_asking_for_a_page_does_not_touch_the_session(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_everyone_can_read_that_a_page_is_not_here(browser, rf, width, scheme):
    html = render_to_string("404.html", request=rf.get("/gone/"))
    with serving({"/": html}) as address:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.goto(address)
        results = Axe().run(page, options=AXE)
        fits = page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()

    assert results.violations_count == 0, results.generate_report()
    assert fits
