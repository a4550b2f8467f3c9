"""How much a provider takes, and how fast: one row for each, shared by every worker."""

from django.core.validators import MinValueValidator
from django.db import models

from mail.models.records import Record


class RateBucket(Record):
    """Fills with tokens, one a letter, as time passes; whoever hands letters over takes them out.

    The two moments say when each stream may go on: newsletters wait longer than service letters.
    """

    provider = models.CharField(max_length=20, unique=True)
    tokens = models.FloatField(default=0)
    filled_at = models.DateTimeField()
    bulk_from = models.DateTimeField(null=True, blank=True)
    service_from = models.DateTimeField(null=True, blank=True)
    reach = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Most recipients of a call, while the provider limits a new account.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reach__isnull=True) | models.Q(reach__gte=1),
                name="bucket_reaches_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.provider
