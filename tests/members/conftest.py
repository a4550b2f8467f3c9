"""What the members' tests share."""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache

from tests.factories.members import letters_to, link_in


@pytest.fixture(autouse=True)
def _nobody_has_tried_anything_yet():
    cache.clear()


@pytest.fixture
def ask_to_join(client, db):
    """Fill in the form at /join/ as a reader would."""

    def ask(address="ada@example.org", **data):
        page = client.get("/join/")
        shown = page.context["form"].initial["shown"]
        return client.post("/join/", {"email": address, "consent": "on", "shown": shown, **data})

    return ask


@pytest.fixture
def link_to(ask_to_join):
    """Ask to join, and return the path of the link in the letter that comes."""

    def join(address="ada@example.org"):
        ask_to_join(address)
        return urlsplit(link_in(letters_to(address)[-1])).path

    return join
