"""Pictures, with words for those who cannot see them."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition


class CustomImage(AbstractImage):
    """A picture; it says what it shows, or that it only decorates."""

    is_decorative = models.BooleanField(
        "decorative", default=False, help_text="Carries no meaning: screen readers pass over it."
    )
    credit = models.CharField(max_length=160, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    @property
    def default_alt_text(self) -> str:
        """The description; nothing for a decorative picture. Never the file's name."""
        return "" if self.is_decorative else self.description

    def clean(self) -> None:
        super().clean()
        if not self.is_decorative and not self.description.strip():
            raise ValidationError(
                {"description": "Say what the picture shows, or tick “decorative”."}
            )


class Rendition(AbstractRendition):
    """A picture cut and coded for one use."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_is_unique"
            )
        ]
