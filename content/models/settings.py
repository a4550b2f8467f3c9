"""Who the site is: its name, its organisation, its helpline. Editors change them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site

from content.blocks.opening import ClosureBlock, HoursBlock, closures_of, hours_of
from content.helpline import Helpline
from content.opening import Closure, Hours, opening, turns
from content.timetable import days_closed, in_words, week
from content.versions import kept


@register_setting(icon="home", order=100)
class SiteIdentity(BaseSiteSetting):
    """The words that every page repeats."""

    name = models.CharField(max_length=60, default="Alongside")
    strap = models.CharField(
        max_length=120,
        blank=True,
        default="For people who support children with a parent in prison",
        help_text="Beside the name, at the top of each page.",
    )
    organisation_name = models.CharField(
        max_length=120, blank=True, help_text="The body responsible for the site."
    )
    organisation_address = models.TextField(
        blank=True, help_text="The postal address; the e-newsletter shows it too."
    )
    contact_email = models.EmailField("e-mail address for readers", blank=True)
    footer_text = models.TextField(
        blank=True, max_length=300, help_text="Two sentences at the foot of each page."
    )
    exit_url = models.URLField(
        "“Exit this page” leads to",
        default="https://www.bbc.co.uk/weather",
        help_text="An everyday site that nobody would ask about.",
    )
    services_can_be_left = models.BooleanField(
        "“Exit this page” on the list of services",
        default=False,
        help_text="For a site whose list is read by families, too. The browser’s tab then names "
        "the site alone, and so do search engines.",
    )
    helpline_number = models.CharField(
        "number", max_length=30, blank=True, help_text="Leave empty to show no helpline at all."
    )
    helpline_label = models.CharField(
        "what it is", max_length=80, blank=True, default="Free helpline for professionals"
    )
    helpline_audience = models.CharField(
        "who it is for", max_length=200, blank=True, help_text="One sentence."
    )
    helpline_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="page about it",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    helpline_is_sample = models.BooleanField(
        "sample number", default=False, help_text="Made up for demonstration; the site says so."
    )
    helpline_hours = StreamField([("hours", HoursBlock())], blank=True, verbose_name="hours")
    helpline_closures = StreamField(
        [("closure", ClosureBlock())], blank=True, verbose_name="days closed"
    )

    panels = [
        MultiFieldPanel(["name", "strap", "footer_text"], heading="The site"),
        MultiFieldPanel(
            ["organisation_name", "organisation_address", "contact_email"],
            heading="Who is responsible",
        ),
        MultiFieldPanel(
            [
                "helpline_number",
                "helpline_is_sample",
                "helpline_label",
                "helpline_audience",
                "helpline_page",
                "helpline_hours",
                "helpline_closures",
            ],
            heading="Helpline",
        ),
        MultiFieldPanel(
            [FieldPanel("exit_url"), FieldPanel("services_can_be_left")], heading="Safety"
        ),
    ]

    select_related = ["helpline_page"]

    class Meta:
        verbose_name = "site name and helpline"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def read(cls, site: Site | None) -> "SiteIdentity":
        """What editors entered for that site; the defaults, unsaved, if they never did."""
        return cls.base_queryset().filter(site=site).first() or cls(site=site)

    @classmethod
    def of(cls, request: HttpRequest | None) -> "SiteIdentity":
        """That of the site being read, or of the usual one; read once a request."""
        if request is None:
            return cls.read(Site.objects.filter(is_default_site=True).first())
        known: SiteIdentity | None = getattr(request, "_site_identity", None)
        if known is None:
            site = Site.find_for_request(request)
            known = kept(f"content:identity:{site.pk if site else 0}", lambda: cls.read(site))
            request._site_identity = known  # type: ignore[attr-defined]
        return known

    def clean(self) -> None:
        super().clean()
        if self.helpline_number and not self.helpline_hours:
            raise ValidationError({"helpline_hours": "Add the hours: a number alone misleads."})

    @property
    def helpline(self) -> Helpline | None:
        """The helpline as it is now; nothing without a number."""
        return self.helpline_at(timezone.now())

    def helpline_at(self, at: datetime) -> Helpline | None:
        """The helpline as it is at that moment."""
        if not self.helpline_number:
            return None
        hours, closures = self.hours, self.closures
        state = opening(hours, closures, at=at)
        return Helpline(
            number=self.helpline_number,
            is_open=bool(state and state.is_open),
            opening_label=state.words if state else "",
            note=self.helpline_label,
            audience=self.helpline_audience,
            url=self._helpline_url,
            is_sample=self.helpline_is_sample,
            turns=tuple(turns(hours, closures, at=at)),
            week=week(hours, at=at),
            hours_in_words=in_words(hours),
            days_closed=days_closed(closures, at=at),
        )

    @cached_property
    def _helpline_url(self) -> str:
        page = self.helpline_page
        return (page.url or "") if page and page.live else ""

    @property
    def hours(self) -> list[Hours]:
        """Each stretch of each weekday."""
        return hours_of(self.helpline_hours)

    @property
    def closures(self) -> list[Closure]:
        """The days on which nobody answers."""
        return closures_of(self.helpline_closures)
