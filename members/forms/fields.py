"""The field in which people type their e-mail address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mail.addresses import normalise


class AddressFormField(forms.CharField):
    """Gives the normal form, or says in words what an address looks like."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "E-mail address")
        kwargs.setdefault("error_messages", {"required": "Enter your e-mail address"})
        super().__init__(max_length=254, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """No maxlength: a long address that is pasted is answered, not cut off."""
        return {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return normalise(typed) if typed else ""
        except ValidationError as error:
            if error.code == "invalid":  # Django's own words do not say what to do
                raise ValidationError(
                    "Enter an e-mail address with an @, such as name@example.org"
                ) from error
            raise
