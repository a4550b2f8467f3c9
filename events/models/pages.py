"""Training and events as pages: what editors write and readers read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from content import changes
from content.blocks import BodyBlock
from content.checklist_panel import tabs_with_checklist
from content.crumbs import crumbs
from content.models import BasePage, Listable
from content.schema import Thing
from events import blocks, listing, panels, presentation, schema
from events.enums import EventStatus
from events.forms import TrainingEventForm
from events.querysets import EventQuerySet
from events.sittings import Sitting
from taxonomy.models import Area


class EventIndexPage(BasePage):
    """The dates to come, and on request those that are over."""

    max_count = 1
    subpage_types = ["events.TrainingEventPage"]

    introduction = models.TextField(
        blank=True, max_length=400, help_text="One or two sentences below the title."
    )
    body = StreamField(
        BodyBlock(), blank=True, verbose_name="below the dates", help_text="For what has no date."
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list] = [*BasePage.content_panels, "introduction", "body"]

    class Meta:
        verbose_name = "training and events"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        events = TrainingEventPage.objects.child_of(self).live().public()
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "listing": listing.read(request, events, at=timezone.now()),
        }


class TrainingEventPage(Listable, BasePage):
    """A course, a briefing, a round table: once, repeatedly, or at any time."""

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = TrainingEventForm
    news_section = "events"
    kind_icon = "event"
    facts_from: ClassVar[tuple[str, ...]] = ("format",)
    ends_by: ClassVar[dict[str, str]] = Listable.ends_by | {"booking_deadline": "Booking closes on"}
    exclude_fields_in_copy: ClassVar[list[str]] = Listable.said_of_this_page

    dates = StreamField(
        blocks.DatesBlock(),
        blank=True,
        help_text="One entry for each date, in any order. Times are those of the United Kingdom.",
    )
    is_recorded_afterwards = models.BooleanField(
        "recorded afterwards",
        default=False,
        help_text="It had already taken place when this page was made: its dates may be past, "
        "or left out if nobody knows them.",
    )
    status = models.CharField(max_length=10, choices=EventStatus, default=EventStatus.SCHEDULED)
    status_note = models.CharField(
        "explanation",
        max_length=300,
        blank=True,
        help_text="If postponed or cancelled: why, and what it means for those who booked.",
    )
    format = models.ForeignKey(
        "taxonomy.EventFormat",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="May be left out only of what is recorded afterwards.",
    )
    venue = models.CharField(
        max_length=200, blank=True, help_text="As on an envelope, such as “Town Hall, Sampleton”."
    )
    access_note = models.TextField(
        "access",
        blank=True,
        max_length=600,
        help_text="Steps, hearing loop, captions, breaks, parking, and whom to tell about needs.",
    )
    joining_note = models.CharField(
        "joining online",
        max_length=200,
        blank=True,
        help_text="How people get in, such as “Link by e-mail the day before”. Never the link.",
    )
    areas = ParentalManyToManyField(
        "taxonomy.Area",
        related_name="+",
        blank=True,
        help_text="Only if it is meant for people who work there.",
    )
    audience = models.CharField(
        max_length=160, blank=True, help_text="In a few words, such as “No background needed”."
    )
    roles = ParentalManyToManyField(
        "taxonomy.Role", related_name="+", blank=True, verbose_name="audience roles"
    )
    level = models.ForeignKey(
        "taxonomy.EventLevel",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    length = models.CharField(
        max_length=60, blank=True, help_text="If the dates do not say it, such as “90 minutes”."
    )
    cpd_hours = models.DecimalField(
        "CPD hours", max_digits=4, decimal_places=1, null=True, blank=True
    )
    organiser = models.ForeignKey(
        "content.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    price = models.CharField(
        max_length=80, blank=True, help_text="“Free”, or what it costs whom: “£35 a team”."
    )
    booking_url = models.URLField(
        "booking address", blank=True, help_text="Where to book, if that is another site."
    )
    booking_deadline = models.DateTimeField("book by", null=True, blank=True)
    contact_name = models.CharField(
        "contact", max_length=120, blank=True, help_text="A part or a team rather than a person."
    )
    contact_email = models.EmailField("contact’s e-mail address", blank=True)
    contact_phone = models.CharField("contact’s phone", max_length=30, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    materials = StreamField(
        blocks.MaterialsBlock(),
        blank=True,
        help_text="After the event: slides, a recording, a transcript.",
    )

    objects = PageManager.from_queryset(EventQuerySet)()  # type: ignore[django-manager-missing]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("what_changed"),
        index.SearchField("body"),
        index.SearchField("materials"),
        index.SearchField("venue"),
        index.SearchField("audience"),
        index.AutocompleteField("summary"),
        index.RelatedFields("organiser", [index.SearchField("name")]),
        *(
            index.RelatedFields(name, [index.SearchField("label"), index.SearchField("synonyms")])
            for name in ("topics", "sectors", "roles", "areas", "format")
        ),
    ]
    edit_handler = tabs_with_checklist(
        content=panels.EVENT, promote=BasePage.promote_panels, settings=BasePage.settings_panels
    )

    class Meta:
        verbose_name = "training event"

    @property
    def kind_label(self) -> str:
        return "Training"

    @property
    def bound_to(self) -> list[Area]:
        """Those who work elsewhere are not meant."""
        return list(self.areas.all())

    @property
    def sittings(self) -> list[Sitting]:
        """Its dates in order of time, as this revision of the page says them."""
        return blocks.sittings(self.dates)

    @property
    def starts_at(self) -> datetime | None:
        """When it takes place next, or took place last."""
        sitting = presentation.leading_sitting(self, at=timezone.now())
        return sitting.starts_at if sitting else None

    @property
    def facts(self) -> list[str]:
        return presentation.facts(self, at=timezone.now())

    @property
    def place(self) -> str:
        """Where to go, or that one need not go anywhere."""
        return presentation.place(self)

    def is_current(self, at: datetime) -> bool:
        """Going ahead, and not yet over: a date is to come, or it is to be had at any time."""
        if self.status != EventStatus.SCHEDULED:
            return False
        if not self.sittings:
            return not self.is_recorded_afterwards
        return any(not (date.is_cancelled or date.is_over(at)) for date in self.sittings)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "change": changes.shown(self),
            **presentation.of_event(self, at=timezone.now()),
        }

    def structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return schema.events(self, address=context["address"], at=timezone.now())
