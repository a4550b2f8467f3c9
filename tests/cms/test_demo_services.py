"""The directory of the demonstration: made up, marked so, and nobody's real number."""

import re

import pytest

from cms.demo import services as demo
from library.enums import ServiceStatus
from library.models import ServicePage
from taxonomy import vocabularies
from taxonomy.models import Area
from taxonomy.outcodes import outcode_in
from tests.factories.library import LibraryIndexPageFactory
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db

FOR_DRAMA = re.compile(r"01632 960 ?\d{3}|0113 496 0\d{3}|08081 570 ?\d{3}")
NEVER_IN_A_SECOND_HALF = set("CIKMOV")


@pytest.fixture(autouse=True)
def loaded():
    home_page()
    vocabularies.load()
    LibraryIndexPageFactory()
    demo.load()


def test_four_services_are_there_each_whole_and_marked(client):
    pages = list(ServicePage.objects.live())

    assert len(pages) == 4
    for page in pages:
        page.full_clean()
        assert page.is_sample
        assert "Sample content" in client.get(page.url).content.decode()


def test_no_number_rings_no_letter_arrives_and_no_postcode_is_anybody_s():
    for page in ServicePage.objects.all():
        assert FOR_DRAMA.fullmatch(page.phone)
        assert not page.email or page.email.endswith("@example.org")
        assert page.owner_email.endswith("@example.org")
        if page.postcode:
            assert outcode_in(page.postcode)
            assert NEVER_IN_A_SECOND_HALF & set(page.postcode[-2:])


def test_the_states_that_matter_are_shown():
    assert ServicePage.objects.filter(status=ServiceStatus.PAUSED).exists()
    assert ServicePage.objects.filter(address_is_secret=True).exists()
    assert Area.objects.get(slug="hmp-sampleford").parent.slug == "telford-and-wrekin"


def test_loading_again_changes_nothing():
    ServicePage.objects.filter(slug="example-family-centre").update(title="An editor’s title")
    demo.load()

    assert ServicePage.objects.count() == 4
    assert ServicePage.objects.get(slug="example-family-centre").title == "An editor’s title"
