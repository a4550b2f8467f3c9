"""What an owner may correct."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from library.enums import ServiceStatus
from library.models.services import ServicePage

NUMBER = RegexValidator(r"^[0-9+() /.-]+\Z", "Enter a telephone number, such as 01632 960 151.")
WORDS_MOST = 1000
STATUSES = (
    (ServiceStatus.OPEN, "It runs"),
    (ServiceStatus.PAUSED, "It takes nobody at the moment"),
    (ServiceStatus.CLOSED, "It has closed"),
)


def _words(label: str, field: str, help_text: str = "") -> forms.CharField:
    stored: Any = ServicePage._meta.get_field(field)
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=False, max_length=stored.max_length, help_text=help_text, widget=area
    )


class CorrectionForm(forms.Form):
    """The entry as everybody sees it, to be changed. A secret address is not in it."""

    status = forms.ChoiceField(label="Does it run?", choices=STATUSES, widget=forms.RadioSelect)
    status_note = _words("If not: why, until when, and whom to ask instead", "status_note")
    phone = forms.CharField(label="Telephone", required=False, max_length=30, validators=[NUMBER])
    email = forms.EmailField(
        label="E-mail address that everybody may see",
        required=False,
        error_messages={"invalid": "Enter an e-mail address, such as name@example.org."},
    )
    website = forms.URLField(label="Website", required=False, max_length=500, assume_scheme="https")
    takes = _words("Whom it takes", "takes")
    cannot_take = _words("Whom it cannot take", "cannot_take")
    how_to_refer = _words("How to refer", "how_to_refer")
    waiting_time = forms.CharField(label="Waiting time", required=False, max_length=120)
    languages = forms.CharField(label="Languages", required=False, max_length=200)
    words = forms.CharField(
        label="Anything else",
        required=False,
        max_length=WORDS_MOST,
        help_text="Hours, places, prices … Please name no family and no child.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, service: ServicePage, data: Any = None) -> None:
        names = [name for name in self.base_fields if name != "words"]
        super().__init__(data, initial={name: getattr(service, name) for name in names})
        self.service = service

    def clean(self) -> dict[str, Any]:
        """Something has to be different; otherwise the other button is meant."""
        cleaned = super().clean() or {}
        if not self.errors and not self.changes and not cleaned.get("words"):
            raise forms.ValidationError(
                "Nothing is changed yet. If all of it is right, press “All of this is right”."
            )
        return cleaned

    @property
    def changes(self) -> dict[str, str]:
        """What differs, by field."""
        return dict(self._changes())

    def _changes(self) -> Iterator[tuple[str, str]]:
        for name in self.base_fields:
            value = self.cleaned_data.get(name, "").replace("\r\n", "\n").strip()
            before = str(getattr(self.service, name, "")).replace("\r\n", "\n").strip()
            if name != "words" and value != before:
                yield name, value
