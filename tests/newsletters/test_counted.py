"""The privacy page says by itself where clicks are counted, and nothing where they are not."""

import pytest

from content.models import StandardPage
from newsletters.models import Newsletter
from tests.factories.newsletters import newsletter_with_archive

pytestmark = pytest.mark.django_db

TOLD = "Which items are opened from letters"


@pytest.fixture
def privacy(site):
    site.add_child(instance=StandardPage(title="Privacy", slug="privacy"))
    site.add_child(instance=StandardPage(title="About", slug="about"))
    return "/privacy/"


def test_where_nothing_is_counted_nothing_is_said(newsletter, privacy, client):
    assert TOLD not in client.get(privacy).content.decode()


def test_the_newsletters_that_count_are_named(newsletter, site, privacy, client):
    newsletter_with_archive(site, name="Schools & Prisons", slug="schools", counts_clicks=True)

    page = client.get(privacy).content.decode()

    assert TOLD in page
    assert "In the letters of Schools &amp; Prisons, the links" in page
    assert "Hub News" not in page

    Newsletter.objects.update(counts_clicks=True)
    assert "of Hub News and Schools &amp; Prisons" in client.get(privacy).content.decode()


def test_other_pages_say_nothing_of_it(newsletter, privacy, client):
    Newsletter.objects.update(counts_clicks=True)

    assert TOLD not in client.get("/about/").content.decode()
