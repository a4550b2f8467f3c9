"""A library to test in, and somebody who asks it."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from library.models import GlossaryPage
from tests.factories.library import LibraryIndexPageFactory
from tests.factories.members import UserFactory
from tests.factories.pages import home_page
from tests.library.asking import NOON


@pytest.fixture
def library(db):
    return LibraryIndexPageFactory()


@pytest.fixture
def chief(db):
    """Somebody who may do everything, signed in."""
    client = Client()
    client.user = UserFactory(administrator=True)
    client.force_login(client.user)
    return client


@pytest.fixture
def at_noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def ask(client, library):
    """What the finder answers to the end of an address."""

    def get(query=""):
        answer = client.get(f"{library.url}{query}")
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return get


@pytest.fixture
def clock(db, time_machine):
    """A library on a day in March, from which a test may move on."""
    home_page()
    time_machine.move_to(datetime(2026, 3, 10, 10, tzinfo=UTC), tick=False)
    LibraryIndexPageFactory()
    return time_machine


@pytest.fixture
def glossary(library):
    return library.add_child(instance=GlossaryPage(title="Glossary", slug="glossary"))
