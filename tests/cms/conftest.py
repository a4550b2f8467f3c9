"""A bootstrapped site for a whole module of tests, and one that keeps its pages."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tests.factories.pages import home_page, standard_page


@pytest.fixture(scope="module")
def made_site(django_db_setup, django_db_blocker):
    """Make the site once, and take it back when the module is done."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        call_command("bootstrap_site", verbosity=0)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def bootstrapped(made_site, db):
    """The site as it was made, whatever the test before did to it."""


@pytest.fixture
def reader(settings):
    """A new client each time, as of a site that keeps pages."""
    settings.PAGES_KEPT_SECONDS = 60
    return Client()


@pytest.fixture
def page(db):
    """One that says how it was."""
    return standard_page(home_page(), "Kept", introduction="As it was.")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What happens in the block is committed after it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
