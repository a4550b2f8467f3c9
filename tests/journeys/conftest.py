"""One running site for all journeys of a run."""

import pytest

from tests.browser import chromium
from tests.journeys.running import running_site


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_blocker):
    """The demo with a dozen members, on a database of its own; its clock ticks every second."""
    with (
        django_db_blocker.unblock(),
        running_site(tmp_path_factory.mktemp("journey"), DEMO_MEMBERS="12") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium."""
    with chromium() as running:
        yield running
