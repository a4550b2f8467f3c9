"""How editors bring pictures and name an organisation on the way; how readers tell us things."""

from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from content import pictures
from content.models import Organisation


class PictureField(WagtailImageField):
    """A picture that opens, wholly, within the memory we have."""

    default_error_messages = {
        "too_large": "This picture has too many pixels. Make it smaller, to 4,000 pixels "
        "at its longer side, and try again.",
        "damaged": "This picture is damaged and cannot be opened. Save or export it again, "
        "then upload the new file.",
    }

    def to_python(self, data: Any) -> IO[bytes] | None:
        """Looks into the file before Wagtail does, which would unpack anything it is given."""
        if data:
            try:
                pictures.look_through(data, most_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
            except pictures.TooLarge as error:
                raise ValidationError(self.error_messages["too_large"], "too_large") from error
            except pictures.Damaged as error:
                raise ValidationError(self.error_messages["damaged"], "damaged") from error
            except pictures.NotAPicture as error:
                raise ValidationError(self.error_messages["invalid_image"], "invalid") from error
        return super().to_python(data)


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


class OrganisationForm(forms.ModelForm):
    """An organisation made while it is being chosen."""

    website = forms.URLField(required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = ["name", "website"]


class AnswerForm(forms.Form):
    """A press of "Was this useful?", as the component sends it; not a form that anybody sees."""

    page = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    useful = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")])


class PlainText(forms.CharField):
    """Text in which a line break is one character, as its writer would count."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))


class MoreForm(forms.Form):
    """What somebody wants to add to yes or no."""

    words = PlainText(
        label="What was missing, or out of date?",
        help_text="Please do not name anybody, and leave out whatever could tell who a child, a "
        "family or you are. Up to 500 characters. We cannot answer.",
        required=False,
        # Not max_length: a browser would cut off what was pasted without a word.
        validators=[
            MaxLengthValidator(500, "Shorten this to 500 characters. It has %(show_value)d.")
        ],
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
