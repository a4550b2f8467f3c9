"""What staff type at the newsletter desk."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from mail.addresses import normalise


class TestLetterForm(forms.Form):
    """To whom a proof is sent. A second click on the same button sends nothing more."""

    address = forms.CharField(
        label="Send a test letter to",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": "Enter the e-mail address that the test letter goes to."},
    )
    ticket = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def clean_address(self) -> str:
        """In its normal form."""
        try:
            return normalise(self.cleaned_data["address"])
        except ValidationError as error:
            raise ValidationError(
                "Enter an e-mail address with an @, such as name@example.org."
            ) from error
