"""Services that a family can be sent to, and what a professional has to know before."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks.opening import ClosureBlock, HoursBlock, closures_of, hours_of
from content.opening import Closure, Hours
from content.schema import Thing
from library.enums import Cost, Kind, ServiceStatus
from library.models.base import LibraryPage
from library.querysets import ServicePageManager
from library.reading.nearby import nearby
from library.reading.service import of_service
from library.schema import service as described
from library.service_panels import service_tabs
from taxonomy.models import Area
from taxonomy.outcodes import Point, looks_like_a_postcode, outcode_in

HOURS_MOST, CLOSURES_MOST = 14, 20


class ServicePage(LibraryPage):  # type: ignore[django-manager-missing]
    """One entry of the directory of services.

    Its last review is the day on which somebody last made sure of it, and its next that of the next
    check: so an entry grows old by the same rules as everything else in the library.
    """

    kinds = (Kind.SERVICE,)
    news_section = "services"
    is_creatable = True
    needed: ClassVar[dict[str, str]] = {
        "areas": "Choose the places it covers, or the prisons it serves.",
        "service_kinds": "Choose at least one: what does it do?",
        "deliveries": "Choose at least one: how does it reach people?",
        "referral_routes": "Choose at least one: who may refer?",
        "ages": "Choose at least one age; “Any age” is one.",
        "stages": "Choose at least one stage; “Any stage” is one.",
    }

    provider = models.ForeignKey(
        "content.Organisation",
        verbose_name="run by",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    service_kinds = ParentalManyToManyField(
        "taxonomy.ServiceKind", verbose_name="what it does", related_name="+", blank=True
    )
    deliveries = ParentalManyToManyField(
        "taxonomy.ServiceDelivery",
        verbose_name="how it reaches people",
        related_name="+",
        blank=True,
    )
    referral_routes = ParentalManyToManyField(
        "taxonomy.ReferralRoute", verbose_name="who may refer", related_name="+", blank=True
    )
    relationships = ParentalManyToManyField(
        "taxonomy.Relationship",
        verbose_name="whose imprisonment",
        related_name="+",
        blank=True,
        help_text="Who the person in prison may be to the child. None chosen: it makes no "
        "difference, or we do not know.",
    )
    about = models.TextField(
        "what happens there",
        max_length=1200,
        blank=True,
        help_text="What a family gets, in plain words. An empty line begins a new paragraph.",
    )
    takes = models.TextField(
        "whom it takes",
        max_length=400,
        blank=True,
        help_text="Anything that decides whether a family is right here.",
    )
    cannot_take = models.TextField(
        "whom it cannot take",
        max_length=400,
        blank=True,
        help_text="So that nobody is sent in vain.",
    )
    how_to_refer = models.TextField(
        max_length=400, blank=True, help_text="The first step: ring, write, fill in a form …"
    )
    waiting_time = models.CharField(
        max_length=120, blank=True, help_text="As they say it: “About three weeks”."
    )
    cost = models.CharField(max_length=5, choices=Cost, default=Cost.UNKNOWN, blank=True)
    cost_note = models.CharField("what it costs", max_length=120, blank=True)
    languages = models.CharField(max_length=200, blank=True, help_text="Separated by commas.")
    accessibility = models.TextField(
        max_length=400, blank=True, help_text="Steps, parking, hearing loop, interpreters …"
    )
    safeguarding_url = models.URLField(
        "safeguarding statement", blank=True, max_length=500, help_text="Its address."
    )

    contact_role = models.CharField(
        "whom to ask for",
        max_length=80,
        blank=True,
        help_text="A part, never a person’s name: “Family worker on duty”.",
    )
    phone = models.CharField(
        max_length=30, blank=True, help_text="Shown to everybody. Never somebody’s own number."
    )
    email = models.EmailField(
        "e-mail address",
        blank=True,
        help_text="Shown to everybody. One that outlives whoever reads it today.",
    )
    website = models.URLField(blank=True, max_length=500)
    address = models.TextField(
        max_length=300, blank=True, help_text="Street and number, on lines; without the postcode."
    )
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    latitude = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(49), MaxValueValidator(61)],
        help_text="Only if you know it better than the postcode does, such as 52.678.",
    )
    longitude = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-9), MaxValueValidator(2)],
        help_text="Such as -2.449.",
    )
    address_is_secret = models.BooleanField(
        "do not publish the address",
        default=False,
        help_text="For a refuge, or a worker at home. Then nothing of it leaves this form: not the "
        "town, not the postcode, not how far away it is.",
    )
    hours = StreamField([("hours", HoursBlock())], blank=True, max_num=HOURS_MOST)
    closures = StreamField(
        [("closure", ClosureBlock())], blank=True, max_num=CLOSURES_MOST, verbose_name="days closed"
    )
    hours_note = models.CharField(
        "about the hours", max_length=160, blank=True, help_text="Such as “By appointment”."
    )

    status = models.CharField(max_length=6, choices=ServiceStatus, default=ServiceStatus.OPEN)
    status_note = models.TextField(
        "what to tell readers about it",
        max_length=300,
        blank=True,
        help_text="Why, until when, and whom to ask instead.",
    )
    closed_on = models.DateField(
        null=True, blank=True, help_text="Empty: the day on which you mark it as closed."
    )
    verified_by = models.CharField(
        "last checked by",
        max_length=80,
        blank=True,
        help_text="A part, never a name: “the service itself”, “our editors, by telephone”.",
    )
    owner_email = models.EmailField(
        "address of its owner",
        blank=True,
        help_text="Who is asked once a year whether this is still right. Never shown to anybody.",
    )

    objects = ServicePageManager()  # type: ignore[django-manager-missing, misc]

    search_fields = [
        *LibraryPage.search_fields,
        *map(index.SearchField, ("about", "takes", "how_to_refer", "languages", "public_town")),
        index.RelatedFields("provider", [index.SearchField("name")]),
        *(
            index.RelatedFields(name, [index.SearchField("label")])
            for name in ("service_kinds", "deliveries", "referral_routes", "relationships")
        ),
        index.FilterField("status"),
    ]
    edit_handler = service_tabs()

    class Meta:
        verbose_name = "service"

    @property
    def bound_to(self) -> list[Area]:
        return list(self.areas.all())

    @property
    def facts(self) -> list[str]:
        """Where, and whether anybody can be sent there."""
        return [fact for fact in (self.status_words, self.place) if fact]

    @property
    def status_words(self) -> str:
        """What a list says about one that takes nobody; nothing about one that runs."""
        return "" if self.is_running else ServiceStatus(self.status).label

    @property
    def is_running(self) -> bool:
        """Whether families may be sent there."""
        return self.status == ServiceStatus.OPEN

    @property
    def public_town(self) -> str:
        """Its town, if that may be known."""
        return "" if self.address_is_secret else self.town

    @property
    def public_postcode(self) -> str:
        """Its postcode, if that may be known."""
        return "" if self.address_is_secret else self.postcode

    @property
    def public_address(self) -> list[str]:
        """Its address line by line, if it may be known."""
        if self.address_is_secret:
            return []
        lines = [line.strip() for line in self.address.splitlines()]
        return [line for line in (*lines, self.town, self.postcode) if line]

    @property
    def public_point(self) -> Point | None:
        """Where it lies, if that may be known: as entered, or the middle of its outcode."""
        if self.address_is_secret:
            return None
        if self.latitude is not None and self.longitude is not None:
            return (self.latitude, self.longitude)
        outcode = outcode_in(self.postcode)
        return outcode.point if outcode else None

    @property
    def opening_hours(self) -> list[Hours]:
        """Each stretch of each weekday."""
        return hours_of(self.hours)

    @property
    def days_closed(self) -> list[Closure]:
        """The days on which nobody is there."""
        return closures_of(self.closures)

    def prepare(self) -> None:
        super().prepare()
        self.postcode = " ".join(self.postcode.upper().split())
        self.information_correct_at = self.last_reviewed
        if self.status == ServiceStatus.CLOSED:
            self._leave_the_library(self.closed_on or timezone.localdate())
        elif self.closed_on:
            self.expiry_date = None if self.expiry_date == self.closed_on else self.expiry_date
            self.closed_on = None

    def _leave_the_library(self, day: date) -> None:
        """What has closed is archived from that day on: it was last known to run before."""
        self.closed_on = self.expiry_date = day
        if self.last_reviewed and self.last_reviewed >= day:
            self.last_reviewed = day - timedelta(days=1)

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """A service rests on no kind of evidence, and is as correct as its last check is young."""
        super().clean_fields(exclude={*(exclude or ()), "evidence_type", "information_correct_at"})

    def problems(self, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from super().problems(chosen)
        if self.is_running and not (self.phone or self.email or self.website):
            yield "phone", "Give a telephone number, an e-mail address or a website."
        if self.status == ServiceStatus.PAUSED and not self.status_note:
            yield "status_note", "Say what readers should do in the meantime."
        if self.cost_note and self.cost != Cost.PAID:
            yield "cost", "Choose “To be paid for”, or leave out what it costs."
        if self.postcode and not looks_like_a_postcode(self.postcode):
            yield "postcode", "Enter a whole postcode, such as SW9 7AB."
        if (self.latitude is None) != (self.longitude is None):
            yield "longitude", "Enter both latitude and longitude, or neither."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context |= of_service(self, request, at=(now := timezone.now()))
        return context | nearby(self, context["terms"]["areas"], at=now)

    def structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [
            described(
                self,
                places=context["terms"]["areas"],
                provider=context["provider_name"],
                address=context["address"],
            )
        ]
