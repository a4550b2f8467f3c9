"""A bootstrapped site for a whole module of tests: making it takes seconds, keeping it nothing."""

import pytest
from django.core.management import call_command
from django.db import transaction


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
