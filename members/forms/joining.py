"""The form at /join/: an address, and a box that nobody ticked for you."""

from typing import Any

from django import forms

from members.forms.fields import AddressFormField
from members.wording import fingerprint


class JoinForm(forms.Form):
    """What it takes to join. Everything else is asked afterwards."""

    email = AddressFormField(
        label="Work e-mail address",
        help_text="We send one letter there, to make sure that it is yours. There is no password.",
    )
    consent = forms.BooleanField(
        error_messages={"required": "Tick the box if you want us to write to you"}
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.fields["consent"].label = words
        self.initial["shown"] = fingerprint(words)

    def clean(self) -> dict[str, Any]:
        """Nobody agrees to words that changed while the page lay open."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("consent") and cleaned.get("shown") != fingerprint(self.words):
            self.add_error(
                "consent",
                "These words have changed since you opened the page. "
                "Read them again, and tick the box if you agree",
            )
            self.data = {
                "email": self.data.get("email", ""),
                "shown": fingerprint(self.words),
            }
        return cleaned
