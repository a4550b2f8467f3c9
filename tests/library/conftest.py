"""A library to test in."""

import pytest

from tests.factories.library import LibraryIndexPageFactory


@pytest.fixture
def library(db):
    return LibraryIndexPageFactory()
