"""Pictures, with words for those who cannot see them."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition

from content.pictures import without_notes


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

    class Meta:
        verbose_name = "image"
        verbose_name_plural = "images"

    @property
    def default_alt_text(self) -> str:
        """The description; nothing for a decorative picture. Never the file's name."""
        return "" if self.is_decorative else self.description

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the picture without the camera's notes: they may name the place of a home."""
        arrives = self._state.adding or not self.file._committed
        super().save(*args, **kwargs)
        if arrives:
            self._drop_notes()

    def _drop_notes(self) -> None:
        with self.open_file() as file:
            clean = without_notes(file)
        if clean is None:
            return
        noted = self.file.name
        name = Path(noted).name
        self.file.save(name, ContentFile(clean, name=name), save=False)
        if self.file.name != noted:
            self.file.storage.delete(noted)
        self._set_image_file_metadata()
        super().save(update_fields=["file", "file_size", "file_hash", "width", "height"])

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
