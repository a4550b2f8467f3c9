"""Addresses of other sites that pages lead to, and whether somebody answers there."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

LONGEST = 2000
BROKEN_AFTER = 3
"""On so many days in a row, or of those it was asked, nothing may answer before it counts."""


class Outcome(models.TextChoices):
    """What came of asking."""

    NEW = "new", "Not asked yet"
    FINE = "fine", "Answers"
    UNSURE = "unsure", "Does not talk to programs"
    FAILED = "failed", "Does not answer"
    NOT_ASKED = "not-asked", "Never asked"


class LinkQuerySet(models.QuerySet):
    def used(self) -> Self:
        """Those that some live page leads to, or that somebody waits for."""
        shown = models.Exists(LinkUse.objects.filter(link=models.OuterRef("pk"), page__live=True))
        return self.filter(shown | models.Q(wanted_until__gt=timezone.now()))

    def broken(self) -> Self:
        """Those that an editor should look at, the longest broken first."""
        return (
            self.used()
            .filter(failures__gte=BROKEN_AFTER, ignored_because="")
            .order_by("failing_since", "pk")
        )

    def due(self, at: datetime) -> Self:
        """Those to be asked again: what somebody waits for, then the longest waiting."""
        due = self.used().filter(due_at__lte=at, ignored_because="")
        waited_for = models.Case(models.When(wanted_until__gt=at, then=0), default=1)
        return due.order_by(waited_for, "due_at", "pk")


class Link(models.Model):
    """One address. A plain row: no revision can roll back what was found out about it."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    url = models.CharField("address", max_length=LONGEST)
    host = models.CharField(max_length=255, db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.NEW)
    said = models.CharField("what was said", max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    failing_since = models.DateField("broken since", null=True)
    failed_on = models.DateField("last failed on", null=True)
    failures = models.PositiveSmallIntegerField("days on which it failed", default=0)
    wanted_until = models.DateTimeField(null=True, db_index=True)
    """Until when it is asked although no live page leads there: it stands in something unsent."""
    ignored_because = models.CharField("left alone because", max_length=200, blank=True)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link to another site"
        verbose_name_plural = "links to other sites"

    def __str__(self) -> str:
        return self.url

    @staticmethod
    def known(urls: Iterable[str]) -> "list[Link]":
        """The rows of these addresses, made where they are missing."""
        rows = [
            Link(
                digest=sha256(url.encode()).hexdigest(), url=url, host=urlsplit(url).hostname or ""
            )
            for url in dict.fromkeys(urls)
        ]
        Link.objects.bulk_create(rows, ignore_conflicts=True)
        return list(Link.objects.filter(digest__in=[row.digest for row in rows]))


class LinkUse(models.Model):
    """That a page leads there."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "page"], name="link_is_noted_once_for_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.link_id}"


class LinksRead(models.Model):
    """When a page was last looked through for links."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    read_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.page_id)
