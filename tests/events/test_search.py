"""Events are found by the words people type, not only by those we chose."""

import pytest

from content.search import search
from tests.factories.events import published
from tests.factories.taxonomy import SectorFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(index, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return published(
            parent=index,
            title="Round table",
            venue="Town Hall, Sampleton",
            topics=[TopicFactory(label="Assessment", synonyms=["CAF"])],
            sectors=[SectorFactory(label="Safeguarding partnership", synonyms=["LSCB"])],
            body=[("text", "<p>Bring one figure you trust.</p>")],
        )


@pytest.mark.parametrize("words", ["round table", "Sampleton", "CAF", "LSCB", "figures trusted"])
def test_an_event_is_found_by_its_words_and_by_what_its_terms_are_also_called(event, words):
    assert [page.pk for page in search(words)] == [event.pk]


def test_a_private_event_is_not_found(event):
    event.view_restrictions.create(restriction_type="login")

    assert list(search("round table")) == []
