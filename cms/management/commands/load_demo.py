"""`manage.py load_demo`: the sample content. May be run again: what is there is kept."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo import (
    events,
    guides,
    landing,
    library,
    members,
    newsletters,
    scale,
    services,
    site,
    statistics,
    works,
)


class Command(BaseCommand):
    """Fill the site with the items of the demonstration, part by part."""

    help = "Load the sample content, each fictional item marked as such."

    def add_arguments(self, parser: CommandParser) -> None:
        """A real site is not filled with samples by accident."""
        parser.add_argument(
            "--yes", action="store_true", help="Load it although these are not demo settings."
        )
        parser.add_argument(
            "--scale", type=int, default=0, help="Add so many made-up items, to measure with."
        )

    def handle(self, *, verbosity: int, yes: bool, **options: object) -> None:
        """Load each part, and say so in a line."""
        if not hasattr(settings, "DEMO_PASSWORD") and not yes:
            raise CommandError(
                "These are not demo settings: sample pages would be public. "
                "Say --yes if that is what you want."
            )
        wanted = int(str(options.get("scale", 0)))
        say = self.stdout.write if verbosity else lambda words: None
        site.load()
        say("Site: staff and helpline")
        statistics.load()
        library.load()
        works.load()
        guides.load()
        say("Library: key statistics, records, works of others, guides, reading list")
        services.load()
        say("Services: four that are made up")
        events.load()
        say("Events: dates to come and past")
        landing.load()
        say("Landing pages: stages and sectors")
        site.dress_home()
        say("Home page")
        count = getattr(settings, "DEMO_MEMBERS", 0)
        members.load(count)
        say(f"Members: {count}")
        newsletters.load()
        say("Newsletters: an edition for everybody, and one for schools")
        if wanted:
            scale.load(wanted)
            say(f"Made-up items to measure with: {wanted}")
