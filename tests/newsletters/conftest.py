from datetime import UTC, datetime

import pytest
import time_machine
from wagtail.models import Locale, Page

from tests.factories.content import identity
from tests.factories.newsletters import newsletter_with_archive
from tests.factories.pages import home_page
from tests.factories.taxonomy import SectorFactory, TopicFactory

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""A Tuesday, in winter time; the fourth and last of its month."""


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Letters of this test lie in a folder of its own, and name a site that is not this machine."""
    settings.EMAIL_PROVIDER = "files"
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    settings.BASE_URL = "https://hub.example.org"
    return settings.MAILBOX_DIR


@pytest.fixture
def clock():
    """It is half past nine on a Tuesday; a test may move it on."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def site(db, clock):
    """A home page, and who is responsible for it."""
    if not Page.objects.exists():  # a test with real transactions empties every table
        Locale.objects.create(language_code="en-gb")
        Page.add_root(instance=Page(title="Root", slug="root"))
    home = home_page()
    identity(organisation_address="1 Example Street\nSampleton", helpline_is_sample=True)
    return home


@pytest.fixture
def newsletter(site):
    """Hub News, weekly, due now; its archive is empty."""
    return newsletter_with_archive(site, next_due_at=NOW)


@pytest.fixture
def visits():
    return TopicFactory(label="Visits", slug="visits")


@pytest.fixture
def schools():
    return SectorFactory(label="Schools", slug="schools")
