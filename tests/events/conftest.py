import pytest

from tests.factories.events import EventIndexPageFactory
from tests.factories.taxonomy import EventFormatFactory


@pytest.fixture
def index(db):
    return EventIndexPageFactory()


@pytest.fixture
def online(db):
    return EventFormatFactory(label="Online", slug="online")
