"""Nations, regions and local authorities, as one tree."""

from django.db import models

from taxonomy.models.terms import Term


class AreaKind(models.TextChoices):
    NATION = "nation", "Nation or wider"
    REGION = "region", "Region"
    AUTHORITY = "authority", "Local authority"


class Area(Term):
    """A place a page, a service or a member can belong to."""

    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=AreaKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    gss_code = models.CharField(
        "GSS code",
        max_length=9,
        blank=True,
        help_text="Nine characters of the Office for National Statistics.",
    )

    class Meta(Term.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["gss_code"],
                condition=~models.Q(gss_code=""),
                name="area_gss_code_is_unique",
            ),
            models.UniqueConstraint(
                fields=["kind", "label"], name="area_label_is_unique_in_its_kind"
            ),
        ]
