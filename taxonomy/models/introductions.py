"""What has been put into a vocabulary before."""

from django.db import models


class Introduction(models.Model):
    """A term that came with the hub; whatever editors did to it since, it is not put in again."""

    vocabulary = models.CharField(max_length=40)
    slug = models.SlugField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "slug"], name="term_is_introduced_once")
        ]

    def __str__(self) -> str:
        return f"{self.vocabulary}: {self.slug}"
