"""Who took part in what a record tells."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class Partner(Orderable):
    """One of the bodies that took part."""

    page = ParentalKey("library.LibraryPage", on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "content.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    panels = ["organisation"]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "organisation"], name="partner_is_named_once_on_a_page"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
