"""What staff type at the newsletter desk."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from mail.addresses import normalise
from newsletters.models import Dispatch
from newsletters.narrowing import Interests
from newsletters.places import around
from taxonomy.models import Area, AreaKind, Sector, Topic

SOON, ON_ITS_DAY, AT = "soon", "day", "at"


class AddressForm(forms.Form):
    """One address, in its normal form."""

    address = forms.CharField(
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": "Enter an e-mail address."},
    )

    def clean_address(self) -> str:
        """In its normal form."""
        try:
            return normalise(self.cleaned_data["address"])
        except ValidationError as error:
            raise ValidationError(
                "Enter an e-mail address with an @, such as name@example.org."
            ) from error


class TestLetterForm(AddressForm):
    """To whom a proof is sent. A second click on the same button sends nothing more."""

    ticket = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].label = "Send a test letter to"


class AskForm(AddressForm):
    """Whether somebody gets the edition, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].label = "Does this address get it?"


class ApprovalForm(forms.Form):
    """When an approved edition is to leave. The hour is that of the newsletter's own place."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    when = forms.ChoiceField(label="It leaves", widget=forms.RadioSelect)
    at = forms.DateTimeField(
        label="At",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Enter a day and a time, such as 2026-12-01 09:30."},
    )

    def __init__(self, *args: Any, dispatch: Dispatch, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newsletter = dispatch.newsletter
        minutes, self.zone = newsletter.undo_minutes, newsletter.zone
        soon = f"In {minutes} minutes: until then it can be taken back" if minutes else "At once"
        choices, self.due = [(SOON, soon)], newsletter.schedule.slot_on(dispatch.day).due_at
        if self.due > now:
            day = self.due.astimezone(self.zone)
            choices.insert(0, (ON_ITS_DAY, f"On its day: {day:%A %-d %B, %-H:%M}"))
        choices.append((AT, "At this time:"))
        when: Any = self.fields["when"]
        when.choices = choices
        when.initial = choices[0][0]

    def clean_at(self) -> datetime | None:
        """In the newsletter's own place, whatever place the server is in."""
        at: datetime | None = self.cleaned_data["at"]
        return at.replace(tzinfo=ZoneInfo(str(self.zone))) if at else None

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        if told.get("when") == AT and not told.get("at") and "at" not in self.errors:
            self.add_error("at", "Enter the day and the time at which it is to leave.")

    @property
    def send_at(self) -> datetime | None:
        """When, if not as soon as may be."""
        chosen = {ON_ITS_DAY: self.due, AT: self.cleaned_data.get("at")}
        return chosen.get(self.cleaned_data["when"])


class SampleReaderForm(forms.Form):
    """Somebody made up, such as a school nurse in Leeds, to see what they would get."""

    sector = forms.ModelChoiceField(Sector.objects.none(), required=False, to_field_name="slug")
    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, to_field_name="slug")
    area = forms.ModelChoiceField(
        Area.objects.none(), required=False, to_field_name="slug", label="Works in"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Area.objects.in_use().exclude(kind=AreaKind.PRISON)
        self._offer("sector", Sector.objects.in_use(), "any sector")
        self._offer("topic", Topic.objects.in_use(), "any topic")
        self._offer("area", places.select_related("parent__parent__parent"), "anywhere")

    def _offer(self, name: str, terms: Any, nothing: str) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = terms, nothing

    @property
    def interests(self) -> Interests:
        """What they would have told us; what makes no sense counts as nothing."""
        self.is_valid()
        told = self.cleaned_data
        return Interests(
            frozenset(_tokens(told, "sector") + _tokens(told, "topic")), around(told.get("area"))
        )


def _tokens(told: dict[str, Any], name: str) -> list[str]:
    term = told.get(name)
    return [f"{name}:{term.slug}"] if term else []
