"""`make serve`: the demo's processes on a host's settings."""

import sys

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms import supervision
from cms.settings.env import Misconfigured

PATIENCE = 45
"""Seconds the processes have to end by themselves: a letter being handed over takes up to 30."""


class Command(BaseCommand):
    """Collect the static files and run the site until a signal."""

    help = (
        "Run web server, workers and beat on the settings given; the database is migrated before."
    )
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        """Refuse a database that the code does not fit; then run."""
        with supervision.sole_site():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                raise Misconfigured(
                    "The database at DATABASE_URL is not migrated. Run “make migrate” first."
                )
            call_command("collectstatic", verbosity=0, interactive=False)
            ended = supervision.run(patience=PATIENCE)
        if ended:
            sys.exit(f"The process “{ended}” ended by itself, so the others were stopped too.")
