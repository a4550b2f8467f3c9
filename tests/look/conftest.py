"""The pattern page, as text and in a browser; every other page in a book."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.template.loader import render_to_string
from django.test import override_settings
from django.test.signals import template_rendered

from content.specimens import specimens
from tests.browser import chromium
from tests.look import book as books
from tests.look import states
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


@pytest.fixture(scope="session")
def shelf(django_db_setup, django_db_blocker, tmp_path_factory):
    """The book of all pages and its address, on static files as a host collects them."""
    folder = tmp_path_factory.mktemp("book")
    book = books.Book(folder)
    with books.serving(book) as address:
        storages = {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "cms.stylesheets.JoinedStaticFilesStorage"},
        }
        with override_settings(
            STORAGES=storages,
            STATIC_ROOT=folder / "static",
            MEDIA_ROOT=folder / "media",
            MAILBOX_DIR=folder / "mailbox",
            BASE_URL=address,
            DEMO_MEMBERS=3,
        ):
            call_command("collectstatic", interactive=False, verbosity=0)
            whole = transaction.atomic()
            whole._from_testcase = True  # what must be the outermost may still be inside
            with django_db_blocker.unblock(), whole, time_machine.travel(books.NOW, tick=False):
                template_rendered.connect(book.note_template)
                states.write(book)
                template_rendered.disconnect(book.note_template)
                transaction.set_rollback(True)
        yield book, address


@pytest.fixture(scope="session")
def book(shelf):
    return shelf[0]


@pytest.fixture(scope="session")
def address(shelf):
    return shelf[1]
