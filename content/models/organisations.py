"""Who leads, publishes or offers something."""

from django.db import models
from wagtail.search import index


class Organisation(index.Indexed, models.Model):
    """A body named on pages; created once, chosen many times."""

    name = models.CharField(max_length=160, unique=True)
    website = models.URLField(blank=True)
    is_sample = models.BooleanField("sample content", default=False)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
