"""The words of newsletters: rhythm, sections, and the steps of an edition."""

from django.db import models


class Section(models.TextChoices):
    """The parts of an edition, in the order they are read.

    A page kind names its part in ``content.Listable.news_section``; a system check says so
    when it names one that is not here.
    """

    LIBRARY = "library", "New in the library"
    PRACTICE = "practice", "Practice"
    POLICY = "policy", "Policy and law"
    RESEARCH = "research", "Research and evidence"
    SERVICES = "services", "Services"
    HELPLINE = "helpline", "From the helpline"
    EVENTS = "events", "Training and events"


class Cadence(models.TextChoices):
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every second week"
    MONTHLY = "monthly", "Every month"


class Weekday(models.IntegerChoices):
    """As ``date.weekday()`` counts them."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class WeekOfMonth(models.IntegerChoices):
    """Which of a month's Tuesdays, say. There is no fifth: not every month has one."""

    FIRST = 1, "first"
    SECOND = 2, "second"
    THIRD = 3, "third"
    FOURTH = 4, "fourth"
    LAST = -1, "last"


class DispatchState(models.TextChoices):
    """Each step is one guarded update: see ``DispatchQuerySet.move``."""

    DRAFTED = "drafted", "Draft"
    APPROVED = "approved", "Approved"
    SENDING = "sending", "Sending"
    SENT = "sent", "Sent"
    CANCELLED = "cancelled", "Cancelled"


class DispatchKind(models.TextChoices):
    """Where an edition comes from."""

    REGULAR = "regular", "Regular"
    SPECIAL = "special", "Special"
    CORRECTION = "correction", "Correction"


class NothingNew(models.TextChoices):
    """What becomes of an edition for which nothing was published."""

    SKIP = "skip", "Leave it out; the next comes on its day"
    WAIT = "wait", "Look again every day until there is something"


class Source(models.TextChoices):
    """Where a section of a newsletter takes its items from."""

    LIBRARY = Section.LIBRARY
    PRACTICE = Section.PRACTICE
    POLICY = Section.POLICY
    RESEARCH = Section.RESEARCH
    SERVICES = Section.SERVICES
    HELPLINE = Section.HELPLINE
    EVENTS = Section.EVENTS
    DIARY = "diary", "Dates for the diary: events of the next weeks, announced before or not"
    LAST_CHANCE = (
        "last_chance",
        "Last chance: what goes before the next edition, announced before or not",
    )

    @property
    def is_news(self) -> bool:
        """Whether what it brings is reason enough for an edition."""
        return self not in {Source.DIARY, Source.LAST_CHANCE}


class Exclusion(models.TextChoices):
    """Why somebody with a subscription does not get an edition; the last three mail finds."""

    UNCONFIRMED = "unconfirmed", "Membership not confirmed, or closed"
    PAUSED = "paused", "Has paused newsletters"
    ELSEWHERE = "elsewhere", "Not among those whom this edition is for"
    MONTHLY = "monthly", "Asked for one a month at most, and had it"
    QUARTERLY = "quarterly", "Asked for one a quarter at most, and had it"
    NOTHING_FOR_THEM = "nothing_for_them", "Nothing in it is about what they asked for"
    SUPPRESSED = "suppressed", "The address takes no more letters"
    DUPLICATE = "duplicate", "The address gets it already"
    UNDELIVERABLE = "undeliverable", "No letter can be sent to the address"
    CHANGED_MEANWHILE = "changed_meanwhile", "Left while the list was being made"


class EndedVia(models.TextChoices):
    """By which way a subscription ended; kept as proof that it was honoured."""

    ONE_CLICK = "one_click", "The unsubscribe button of a mail program"
    PAGE = "page", "The unsubscribe page"
    PREFERENCES = "prefs", "The preferences page"
    LEFT = "left", "Left the membership"
    STAFF = "staff", "Ended by staff"
