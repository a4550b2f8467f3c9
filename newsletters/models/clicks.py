"""How often an item was opened from the letters of an edition. Nobody is counted, only clicks."""

from django.db import models


class ItemClicks(models.Model):
    """One sum for each item of an edition. Holds nothing about who clicked, or when."""

    dispatch = models.ForeignKey(
        "newsletters.Dispatch", on_delete=models.CASCADE, related_name="clicks"
    )
    place = models.PositiveSmallIntegerField(help_text="Which of the edition’s items, from 1.")
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["dispatch", "place"]
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "place"], name="one_sum_an_item")
        ]
        verbose_name = "clicks on an item"
        verbose_name_plural = "clicks on items"

    def __str__(self) -> str:
        return f"Item {self.place} of edition {self.dispatch_id}: {self.clicks}"
