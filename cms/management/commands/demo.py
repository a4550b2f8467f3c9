"""`make demo`: the whole site on one machine, from nothing."""

import http.client
import sys
from textwrap import dedent

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

from cms import supervision
from content.models import Listable

PATIENCE = 10
"""Seconds the processes have to end by themselves."""

WELCOME = dedent(
    """\
    The demo is ready. Ctrl-C stops it; its data is kept.

    The site         {site}/
    The editing      {site}/admin/
    The letters      {letters}

    Editor           editor@example.org      {password}
    Publisher        publisher@example.org   {password}
    Member           member@example.org      by a code that is e-mailed
    """
)


class Command(BaseCommand):
    """Prepare what is missing, then run the site until Ctrl-C."""

    help = "Prepare the demonstration and run it: web server, workers and beat."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        """Prepare, run, say how it ended."""
        self._announced = False
        with supervision.sole_site():
            self._prepare()
            self._say("Starting the web server, the workers and beat …")
            ended = supervision.run(patience=PATIENCE, meanwhile=self._announce_once_ready)
        if ended:
            sys.exit(f"The process “{ended}” ended by itself, so the others were stopped too.")
        self._say("\nThe demo has stopped. “make demo” goes on where it was.")

    def _prepare(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Preparing the database; this may take a minute …")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("bootstrap_site", verbosity=0)
        if not Page.objects.type(Listable).exists():
            self._say("Loading the sample content …")
            # Whole or not at all: a cut leaves an empty site, which the next start fills.
            with transaction.atomic():
                call_command("load_demo", verbosity=0)

    def _announce_once_ready(self) -> None:
        if not self._announced and _answers():
            self._announced = True
            self._say(_boxed(_welcome()))

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _welcome() -> str:
    is_kept_here = settings.EMAIL_PROVIDER == "files"
    mailbox = f"{settings.BASE_URL}/mailbox/"
    return WELCOME.format(
        site=settings.BASE_URL,
        letters=mailbox if is_kept_here else f"go out by {settings.EMAIL_PROVIDER}",
        password=settings.DEMO_PASSWORD,
    )


def _answers() -> bool:
    """Whether the site says of itself that it is ready."""
    line = http.client.HTTPConnection(settings.BIND, settings.PORT, timeout=5)
    try:
        line.request("GET", "/health/ready", headers={"Host": settings.ALLOWED_HOSTS[0]})
        return line.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        line.close()


def _boxed(text: str) -> str:
    lines = text.rstrip().splitlines()
    width = max(map(len, lines))
    return "\n".join(
        [
            "",
            f"┌{'─' * (width + 2)}┐",
            *(f"│ {line:<{width}} │" for line in lines),
            f"└{'─' * (width + 2)}┘",
            "",
        ]
    )
