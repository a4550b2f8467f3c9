"""Newsletters: what comes regularly, when, and in whose name."""

from datetime import datetime, time, timedelta
from email.utils import formataddr
from typing import Any, Self
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.timezone import localdate, now
from wagtail.fields import StreamField

from newsletters.cadence import Schedule, Slot, next_slot
from newsletters.enums import Cadence, NothingNew, Weekday, WeekOfMonth
from newsletters.querysets import NewsletterQuerySet
from newsletters.rules import SectionRuleBlock

PATIENCE = timedelta(minutes=10)
LEAD_DAYS_MOST = 14


def check_timezone(name: str) -> None:
    """Refuse a place whose clock nobody knows."""
    if name not in available_timezones():
        raise ValidationError("Enter the name of a time zone, such as Europe/London.")


class Newsletter(models.Model):
    """A plain row: subscriptions and dispatches point at it. Its archive is a page."""

    RHYTHM = (
        "cadence",
        "weekday",
        "week_of_month",
        "time_of_day",
        "timezone",
        "starts_on",
        "lead_days",
        "is_active",
    )

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(
        max_length=60,
        unique=True,
        help_text="Names the list in each letter’s headers. Keep it once an edition was sent.",
    )
    description = models.CharField(
        max_length=200, help_text="One sentence for those who may join: what comes, and how often."
    )
    cadence = models.CharField("how often", max_length=12, choices=Cadence, default=Cadence.MONTHLY)
    weekday = models.PositiveSmallIntegerField("on", choices=Weekday, default=Weekday.TUESDAY)
    week_of_month = models.SmallIntegerField(
        "which of the month’s",
        choices=WeekOfMonth,
        default=WeekOfMonth.FIRST,
        help_text="For a monthly newsletter: the first Tuesday, the last Friday …",
    )
    time_of_day = models.TimeField("at", default=time(9, 30))
    timezone = models.CharField(
        "time zone", max_length=60, default="Europe/London", validators=[check_timezone]
    )
    starts_on = models.DateField(
        "not before",
        default=localdate,
        help_text="The first draft is made then or later; “every second week” counts from it.",
    )
    lead_days = models.PositiveSmallIntegerField(
        "days for the draft",
        default=0,
        validators=[MaxValueValidator(LEAD_DAYS_MOST)],
        help_text="So many days before it is to go out, the draft is made.",
    )
    when_nothing_new = models.CharField(
        "when nothing is new", max_length=10, choices=NothingNew, default=NothingNew.SKIP
    )
    is_active = models.BooleanField(
        "makes its drafts by itself",
        default=True,
        help_text="Untick to pause: nothing is gathered until it is ticked again.",
    )
    is_default = models.BooleanField(
        "for all new members",
        default=True,
        help_text="Who confirms a membership from now on is subscribed.",
    )
    sender_name = models.CharField(max_length=80)
    sender_address = models.EmailField(
        help_text="Of a domain that is set up for sending (docs/operations.md)."
    )
    reply_to = models.EmailField(
        "answers go to", blank=True, help_text="A mailbox that somebody reads."
    )
    postal_address = models.CharField(
        max_length=200,
        blank=True,
        help_text="At the foot of each letter. Left empty, that of the organisation is used.",
    )
    sections = StreamField(
        [("section", SectionRuleBlock())],
        blank=True,
        verbose_name="sections",
        help_text="What a draft is gathered from, in the order of reading. Left empty, "
        "every section there is, six items each.",
    )
    sectors = models.ManyToManyField(
        "taxonomy.Sector",
        verbose_name="only about these sectors",
        related_name="+",
        blank=True,
        help_text="For a newsletter of one field, such as schools. Left empty: about everything.",
    )
    topics = models.ManyToManyField(
        "taxonomy.Topic", verbose_name="only about these topics", related_name="+", blank=True
    )
    repeats_nothing_of = models.PositiveSmallIntegerField(
        "editions in which nothing comes twice",
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text="What was in one of so many editions is not gathered again.",
    )
    undo_minutes = models.PositiveSmallIntegerField(
        "minutes in which an approval can be taken back",
        default=10,
        validators=[MaxValueValidator(24 * 60)],
        help_text="The letters leave after that. 0: at once.",
    )
    counts_clicks = models.BooleanField(
        "count clicks on items",
        default=False,
        help_text="Counts how often an item was opened from the letters, never by whom. "
        "The privacy page then says so.",
    )
    allows_one_person = models.BooleanField(
        "one person may do it all",
        default=False,
        help_text="Ticked, whoever last changed an edition may approve it too. "
        "Only for a team of one.",
    )
    next_due_at = models.DateTimeField(
        "next draft", null=True, blank=True, editable=False, db_index=True
    )

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A changed rhythm sets the clock anew; otherwise only the gathering moves it on."""
        if self._state.adding:
            self.next_due_at = self.next_due_at or self._first_due_at()
        elif self._rhythm() != getattr(self, "_known_rhythm", None):
            self.next_due_at = self._first_due_at()
        elif "update_fields" not in kwargs:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if field.name not in {"id", "next_due_at"}
            ]
        super().save(*args, **kwargs)
        self._known_rhythm = self._rhythm()

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        newsletter = super().from_db(*args, **kwargs)
        newsletter._known_rhythm = newsletter._rhythm()
        return newsletter

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._known_rhythm = self._rhythm()

    @property
    def schedule(self) -> Schedule:
        """Its rhythm as a value."""
        return Schedule(
            cadence=Cadence(self.cadence),
            weekday=self.weekday,
            week_of_month=self.week_of_month,
            time_of_day=self.time_of_day,
            timezone=self.timezone,
            starts_on=self.starts_on,
            lead_days=self.lead_days,
        )

    @property
    def scope(self) -> str:
        """What a suppression of this newsletter alone is filed under."""
        return f"newsletter:{self.pk}"

    @property
    def from_email(self) -> str:
        """The sender as a letter names it."""
        return formataddr((self.sender_name, self.sender_address))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def is_overdue(self) -> bool:
        """Whether the draft should long have been made: the worker looks every half minute."""
        due = self.next_due_at
        return bool(self.is_active and due and due < now() - PATIENCE)

    @property
    def rhythm(self) -> str:
        """Its rhythm in words, such as "first Tuesday of the month, 9:30"."""
        day = self.get_weekday_display()
        words = {
            Cadence.WEEKLY: f"every {day}",
            Cadence.FORTNIGHTLY: f"every second {day}",
            Cadence.MONTHLY: f"{self.get_week_of_month_display()} {day} of the month",
        }[Cadence(self.cadence)]
        return f"{words}, {self.time_of_day:%-H:%M}"

    def next_free_slot(self, after: datetime) -> Slot:
        """The first slot whose draft is due later than that moment, if no edition has taken it."""
        slot = next_slot(self.schedule, after=after)
        taken = set(self.dispatches.values_list("slot", flat=True)) if self.pk else set()
        while slot.name in taken:
            slot = next_slot(self.schedule, after=slot.draft_at)
        return slot

    def _rhythm(self) -> tuple[object, ...]:
        return tuple(self.__dict__.get(name) for name in self.RHYTHM)

    def _first_due_at(self) -> datetime:
        return self.next_free_slot(after=now()).draft_at
