"""Words for the same thing, whichever of them a reader or a text uses."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models


class SameWords(models.Model):
    """A few words and phrases that mean the same: who searches for one finds all."""

    words = ArrayField(
        models.CharField(max_length=80),
        help_text="Words or phrases that mean the same, separated by commas: LSCB, LSCP, "
        "safeguarding partnership. Use them only for what really is the same; words that merely "
        "lead to a term belong to the synonyms of that term.",
    )

    class Meta:
        ordering = ["words"]
        verbose_name = "words that mean the same"
        verbose_name_plural = "words that mean the same"

    def __str__(self) -> str:
        return ", ".join(self.words)

    def clean(self) -> None:
        """One word alone means nothing here."""
        if len(self.words or []) < 2:
            raise ValidationError({"words": "Enter at least two, separated by commas."})
