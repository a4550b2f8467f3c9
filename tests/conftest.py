"""What every test may rely on."""

import os

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from tests.databases import copy_again, migrated_template


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_use_migrations, django_db_blocker
):
    """Have the test database copied from one that was migrated before, also after a commit."""
    if django_db_use_migrations:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()
        TransactionTestCase._fixture_teardown = copy_again


@pytest.fixture(autouse=True)
def _fresh_cache():
    """No test finds what another has left in the cache."""
    cache.clear()


class NothingSkipped:
    """On a build machine a skipped test is a failure: there, everything it needs is installed."""

    def __init__(self):
        self.skipped = []

    def pytest_runtest_logreport(self, report):
        if report.skipped:
            self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report):
        if report.skipped:
            self.skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session):
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        for name in self.skipped:
            terminalreporter.write_line(f"SKIPPED, and so FAILED where CI is set: {name}", red=True)


class Chances:
    """Says the seeds of the runs that chance had a part in, also where they went well."""

    def __init__(self):
        self.seeds = {}

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and (seed := dict(report.user_properties).get("FAULT_SEED")):
            self.seeds[report.nodeid] = seed

    def pytest_terminal_summary(self, terminalreporter):
        for name, seed in self.seeds.items():
            terminalreporter.write_line(f"FAULT_SEED={seed} {name}")


def pytest_configure(config):
    config.pluginmanager.register(Chances())
    if os.environ.get("CI"):
        config.pluginmanager.register(NothingSkipped())
