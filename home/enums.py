"""Choices of the landing pages."""

from django.db.models import TextChoices


class Station(TextChoices):
    """The four places at which a parent's line leaves the child's, in the order of time."""

    ARREST = "arrest", "Arrest"
    COURT = "court", "Court"
    CUSTODY = "custody", "Custody"
    RELEASE = "release", "Release"
