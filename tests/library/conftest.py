"""A library to test in, and somebody who asks it."""

import pytest
from bs4 import BeautifulSoup

from tests.factories.library import LibraryIndexPageFactory
from tests.library.asking import NOON


@pytest.fixture
def library(db):
    return LibraryIndexPageFactory()


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
