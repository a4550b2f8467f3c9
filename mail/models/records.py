"""What all rows of the post office have in common."""

from django.db import models


class Record(models.Model):
    """A fact of the post office. Wagtail does not index what it refers to: no page is a reader."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
