"""How editors bring pictures."""

from typing import IO, Any

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from content import pictures


class PictureField(WagtailImageField):
    """A picture that opens, wholly, within the memory we have."""

    def to_python(self, data: Any) -> IO[bytes] | None:
        """Adds to Wagtail's rules what they let through: damaged files and enormous ones."""
        try:
            file = super().to_python(data)
            if file is not None:
                pictures.look_through(file)
        except (
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
            pictures.TooLarge,
        ) as error:
            raise ValidationError(
                "This picture has too many pixels. Make it smaller, to 4,000 pixels at its "
                "longer side, and try again.",
                code="file_too_many_pixels",
            ) from error
        except pictures.Damaged as error:
            raise ValidationError(
                "This picture is damaged and cannot be opened. Save or export it again, "
                "then upload the new file.",
                code="invalid_image",
            ) from error
        return file


class PictureForm(BaseImageForm):
    """Says in our words what is wanted, and looks into the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureField(
                label=given.label, required=given.required, widget=given.widget
            )
        self.fields["description"].label = "What it shows"
        self.fields["description"].help_text = (
            "Read out to people who cannot see the picture, wherever it is used. "
            "One sentence, without “picture of”."
        )
