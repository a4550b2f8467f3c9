"""Who the site is: its name, its organisation, its helpline. Editors change them."""

import re
from datetime import datetime

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site

from content.blocks.opening import ClosureBlock, HoursBlock
from content.opening import Closure, Hours, Opening, opening


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
    footer_words = models.TextField(
        blank=True, max_length=300, help_text="Two sentences at the foot of each page."
    )
    safety_words = models.CharField(
        max_length=160,
        default="Not an emergency service. If a child is in danger now, call 999.",
        help_text="The last line of each page.",
    )
    exit_url = models.URLField(
        "“Exit this page” leads to",
        default="https://www.bbc.co.uk/weather",
        help_text="An everyday site that nobody would ask about.",
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
        MultiFieldPanel(["name", "strap", "footer_words", "safety_words"], heading="The site"),
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
        FieldPanel("exit_url"),
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

    @property
    def has_helpline(self) -> bool:
        return bool(self.helpline_number)

    @property
    def helpline_tel(self) -> str:
        """The number as a telephone dials it, such as "+448081570123"."""
        digits = re.sub(r"[^\d+]", "", self.helpline_number)
        return f"+44{digits[1:]}" if digits.startswith("0") else digits

    @property
    def helpline_url(self) -> str:
        """The page about it; empty while that is not published."""
        page = self.helpline_page
        return page.url or "" if page and page.live else ""

    @property
    def hours(self) -> list[Hours]:
        """Each stretch of each weekday."""
        return [
            Hours(int(day), row.value["opens"], row.value["closes"])
            for row in self.helpline_hours
            for day in row.value["days"]
        ]

    @property
    def closures(self) -> list[Closure]:
        """The days on which nobody answers."""
        return [
            Closure(
                row.value["first"], row.value["last"] or row.value["first"], row.value["message"]
            )
            for row in self.helpline_closures
        ]

    def opening(self, at: datetime | None = None) -> Opening | None:
        """Whether somebody answers at that moment; None without number or hours."""
        if not self.has_helpline:
            return None
        return opening(self.hours, self.closures, at=at or timezone.now())
