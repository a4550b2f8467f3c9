"""What people looked for and did not find."""

from django.db import models


class MissedSearch(models.Model):
    """Words that nothing in the library had, and how often on that day. Nothing about anybody."""

    day = models.DateField(db_index=True)
    words = models.CharField(max_length=80)
    count = models.PositiveIntegerField("times", default=0)

    class Meta:
        ordering = ["-day", "-count", "words"]
        verbose_name = "search without an answer"
        verbose_name_plural = "searches without an answer"
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="missed_words_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words
