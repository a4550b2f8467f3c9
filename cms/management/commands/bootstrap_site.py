"""`manage.py bootstrap_site`: a site that can be worked on. May be run at any time."""

from django.core.management.base import BaseCommand, CommandParser

from cms import bootstrap


class Command(BaseCommand):
    """Make what is missing; leave what editors changed."""

    help = "Create the page tree, groups, rights and vocabularies that are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one thing that is never done unasked."""
        parser.add_argument(
            "--renew-rights",
            action="store_true",
            help="Give each group the rights of docs/editors.md again, and no others.",
        )

    def handle(self, *, verbosity: int, renew_rights: bool, **options: object) -> None:
        """Do it, and say in a line each what was made."""
        say = self.stdout.write if verbosity else lambda words: None
        bootstrap.run(say, renew_rights=renew_rights)
