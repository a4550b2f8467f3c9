"""What became of a page that readers had seen already: facts that no revision can roll back."""

from django.db import models

SENTENCE_MOST = 200


class ChangeKind(models.TextChoices):
    """What an editor says of a new version; most say nothing."""

    UPDATED = "updated", "Substantially updated"
    CORRECTED = "corrected", "Corrected"

    @property
    def word(self) -> str:
        """How readers are told."""
        return "Corrected" if self is ChangeKind.CORRECTED else "Updated"


class PageChange(models.Model):
    """One change that was worth telling, noted when the page was published with it.

    The same words about the same page are one change: publishing again, or going back to an older
    version and forth, makes no second one.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    sentence = models.CharField(max_length=SENTENCE_MOST)
    made_at = models.DateTimeField(
        null=True, help_text="Empty: it was said before there was anything to change. No news."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "kind", "sentence"], name="one_change_is_noted_once"
            )
        ]
        indexes = [models.Index(fields=["made_at"], name="page_change_made_at")]

    def __str__(self) -> str:
        return f"{ChangeKind(self.kind).label}: {self.sentence}"
