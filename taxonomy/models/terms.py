"""One table a vocabulary, all of one shape."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from taxonomy.querysets import TermQuerySet


class Term(models.Model):
    """A word the hub uses in one agreed sense."""

    label = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(
        max_length=80, unique=True, help_text="Used in addresses; keep it once it is published."
    )
    synonyms = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        help_text="Other words people search for, separated by commas.",
    )
    scope_note = models.TextField(blank=True, help_text="When to use this term, and when not.")
    is_retired = models.BooleanField(
        "retired",
        default=False,
        help_text="Kept on existing pages, no longer offered for new ones.",
    )
    sort_order = models.PositiveSmallIntegerField(default=0)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_order", "label"]

    def __str__(self) -> str:
        return f"{self.label} (retired)" if self.is_retired else self.label


class Sector(Term):
    """Where the reader, or the work described, belongs: schools, police, health …"""


class Role(Term):
    """Whom a page is for."""

    class Meta(Term.Meta):
        verbose_name = "audience role"


class Station(models.TextChoices):
    """The four places at which a parent's line leaves the child's, in the order of time."""

    ARREST = "arrest", "Arrest"
    COURT = "court", "Court"
    CUSTODY = "custody", "Custody"
    RELEASE = "release", "Release"


class Stage(Term):
    """A point in the justice process, from arrest to release."""

    station = models.CharField(
        "place on the line",
        max_length=10,
        choices=Station,
        blank=True,
        help_text="Where it lies in the strip of stages over the library. Leave empty for what is "
        "not on it.",
    )

    class Meta(Term.Meta):
        verbose_name = "stage of the justice process"
        verbose_name_plural = "stages of the justice process"


class Topic(Term):
    """What a page is about."""


class AgeBand(Term):
    """How old the child is."""


class EvidenceType(Term):
    """What kind of knowledge a page rests on."""


class ResourceType(Term):
    """What kind of thing a resource is."""


class Flag(Term):
    """A fact readers filter on: open access, Easy Read, historical …"""


class Relationship(Term):
    """Who the person in the justice system is to the child."""

    class Meta(Term.Meta):
        verbose_name = "relationship to the child"
        verbose_name_plural = "relationships to the child"


class ServiceKind(Term):
    """What a service does."""


class ServiceDelivery(Term):
    """How a service reaches people."""

    class Meta(Term.Meta):
        verbose_name_plural = "service deliveries"


class ReferralRoute(Term):
    """Who may refer somebody to a service."""


class EventFormat(Term):
    """In person, online, both, or at any time."""


class EventLevel(Term):
    """How much an event expects people to know."""
