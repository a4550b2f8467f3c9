"""Events and their dates."""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import factory
import wagtail_factories
from wagtail.models import Site

from events.models import EventIndexPage, TrainingEventPage
from tests.factories.taxonomy import EventFormatFactory

LONDON = ZoneInfo("Europe/London")


def local(*parts: int) -> datetime:
    """A moment as a clock in London shows it."""
    return datetime(*parts, tzinfo=LONDON)


def date_block(starts, ends, *, uid=None, **facts):
    """One date, as a page keeps it."""
    value = {"starts": starts.isoformat(), "ends": ends.isoformat(), **facts}
    return {"type": "date", "id": str(uid or uuid4()), "value": value}


class EventIndexPageFactory(wagtail_factories.PageFactory):
    """The list of events, in the site that answers."""

    class Meta:
        model = EventIndexPage

    title = "Training and events"
    slug = "events"

    @factory.lazy_attribute
    def parent(self):
        return Site.objects.get(is_default_site=True).root_page


class TrainingEventPageFactory(wagtail_factories.PageFactory):
    """An event that is not published yet: one date in December 2026 unless told otherwise."""

    class Meta:
        model = TrainingEventPage
        skip_postgeneration_save = True

    class Params:
        on = (local(2026, 12, 9, 16), local(2026, 12, 9, 17, 30))

    parent = factory.SubFactory(EventIndexPageFactory)
    title = factory.Sequence(lambda number: f"Event {number}")
    summary = "What a child may carry, what to say, and what not to promise."
    live = False
    format = factory.SubFactory(EventFormatFactory, label="Online", slug="online")
    dates = factory.LazyAttribute(lambda event: [date_block(*event.on)])


def publish(event: TrainingEventPage) -> TrainingEventPage:
    """Publish the page as an editor does; comes back as the database has it."""
    event.save_revision().publish()
    return TrainingEventPage.objects.get(pk=event.pk)


def published(**fields) -> TrainingEventPage:
    """An event that readers see."""
    return publish(TrainingEventPageFactory(**fields))
