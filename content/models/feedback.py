"""What readers say about a page, without saying who they are."""

from django.db import models
from django.utils import timezone


class Feedback(models.Model):
    """One press of "Was this useful?", and what was missing. It holds nothing about the reader."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    was_useful = models.BooleanField("useful")
    words = models.TextField("missing or out of date", max_length=500, blank=True)
    made_at = models.DateTimeField("when", default=timezone.now, editable=False, db_index=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "answer to “Was this useful?”"
        verbose_name_plural = "Was this useful?"

    def __str__(self) -> str:
        return "Useful" if self.was_useful else "Not useful"
