"""Nations, regions, local authorities and prisons, as one tree."""

from django.core.exceptions import ValidationError
from django.db import models

from taxonomy.models.terms import Term


class AreaKind(models.TextChoices):
    NATION = "nation", "Nation or wider"
    REGION = "region", "Region"
    AUTHORITY = "authority", "Local authority"
    PRISON = "prison", "Prison"


class Area(Term):
    """A place a page, a service or a member can belong to."""

    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=AreaKind)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        limit_choices_to={"kind__in": [AreaKind.NATION, AreaKind.REGION, AreaKind.AUTHORITY]},
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

    def clean(self) -> None:
        super().clean()
        wider = {
            AreaKind.NATION: {AreaKind.NATION},
            AreaKind.REGION: {AreaKind.NATION},
            AreaKind.AUTHORITY: {AreaKind.NATION, AreaKind.REGION},
            AreaKind.PRISON: {AreaKind.NATION, AreaKind.REGION, AreaKind.AUTHORITY},
        }
        if self.parent and self.parent.kind not in wider.get(AreaKind(self.kind), set()):
            raise ValidationError({"parent": "Choose a place that this one lies in."})
        if self.pk and self.pk in {area.pk for area in self.ancestors()}:
            raise ValidationError({"parent": "A place cannot lie in itself."})

    def ancestors(self) -> list["Area"]:
        """The places it lies in, nearest first; a circle is followed once."""
        found: list[Area] = []
        place = self.parent
        while place and place not in found:
            found.append(place)
            place = place.parent
        return found
