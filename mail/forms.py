"""What staff enter at the post office's screens."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from mail.addresses import normalise


class AddressForm(forms.Form):
    """Finds out why an address is not written to."""

    address = forms.CharField(
        max_length=254,
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the address you want to know about."},
    )

    def clean_address(self) -> str:
        return normalise(self.cleaned_data["address"])


class LiftForm(AddressForm):
    """Lets an address be written to again, for a reason that is kept."""

    scope = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        max_length=300,
        label="Why may we write to this address again?",
        help_text="Kept for good with your name, so name nobody. For example: asked for it again "
        "by telephone; the mailbox works again.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: somebody may ask later."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].widget = forms.HiddenInput()

    def clean_why(self) -> str:
        why = " ".join(self.cleaned_data["why"].split())
        if "@" in why:
            raise ValidationError("Leave the address out: this reason is kept for good.")
        return why


class DecisionForm(forms.Form):
    """What is to become of uncertain letters, and which."""

    choice = forms.ChoiceField(
        choices=[("sent", "Treat as sent"), ("again", "Send again")],
        error_messages={"required": "Choose what is to become of them."},
    )
    whole = forms.BooleanField(required=False)
    letter = forms.TypedMultipleChoiceField(coerce=int, required=False)
    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, known: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letter = cast("forms.TypedMultipleChoiceField", self.fields["letter"])
        letter.choices = [(number, str(number)) for number in known]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("whole") and not cleaned.get("letter") and "letter" not in self.errors:
            raise ValidationError("Tick the letters you decide about, or choose all of them.")
        return cleaned

    @property
    def chosen(self) -> list[int] | None:
        """The numbers of the letters, or None for all that are uncertain."""
        return None if self.cleaned_data["whole"] else self.cleaned_data["letter"]
