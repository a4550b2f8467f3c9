"""Who leads, publishes or offers something."""

from django.db import models


class Organisation(models.Model):
    """A body named on pages; created once, chosen many times."""

    name = models.CharField(max_length=160, unique=True)
    website = models.URLField(blank=True)
    is_sample = models.BooleanField("sample content", default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
