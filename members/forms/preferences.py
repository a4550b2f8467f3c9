"""What a member gets: interests, and besides when, how often and in which form."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from members.enums import Pause
from members.forms.interests import InterestsForm
from members.models import Member
from members.pausing import MOST_MONTHS, in_months

MONTHS = {Pause.MONTH: 1, Pause.QUARTER: 3}
CHOOSE_FORM = "Choose in which form letters are to come"
AS_PEOPLE_TYPE = [
    "%d/%m/%Y",
    "%d %m %Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%Y-%m-%d",
]
"""The day before the month, as in Britain; and as browsers write dates."""


def in_words(day: date) -> str:
    """Such as "3 January 2027"."""
    return f"{day:%-d %B %Y}"


class PreferencesForm(InterestsForm):
    """The whole of it. A day that is typed while the pause is left as it was means that day."""

    pause = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Pause",
        help_text="No newsletter is sent to you before that day.",
        error_messages={
            "required": "Choose whether to pause",
            "invalid_choice": "Choose one of the answers about a pause",
        },
    )
    pause_until = forms.DateField(
        required=False,
        label="The day on which newsletters come again",
        help_text="Only if you choose a day yourself. For example, 3/1/2027.",
        input_formats=AS_PEOPLE_TYPE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": "Enter the day as day, month and year, such as 3/1/2027"},
    )

    class Meta(InterestsForm.Meta):
        fields = [*InterestsForm.Meta.fields, "letter_format"]
        widgets = InterestsForm.Meta.widgets | {"letter_format": forms.RadioSelect}
        labels = InterestsForm.Meta.labels | {"letter_format": "Form of the letters"}
        error_messages = InterestsForm.Meta.error_messages | {
            "letter_format": {"required": CHOOSE_FORM, "invalid_choice": CHOOSE_FORM}
        }

    field_order = ("frequency", "pause", "pause_until", "letter_format")
    """As they stand on the page, so that the list of errors runs down it; the others follow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self.as_it_is = Pause.KEEP if self.instance.is_paused else Pause.NONE
        self.initial["pause"] = self.as_it_is
        self._among("pause").choices = [(pause.value, words) for pause, words in self._pauses()]

    def clean_pause_until(self) -> date | None:
        """A day to come, and not so far off that it is forgotten."""
        day: date | None = self.cleaned_data["pause_until"]
        last = in_months(self.today, MOST_MONTHS)
        if day and day <= self.today:
            raise forms.ValidationError("Choose a day after today")
        if day and day > last:
            raise forms.ValidationError(
                f"Choose a day within a year, {in_words(last)} at the latest"
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        pause, day = cleaned.get("pause"), cleaned.get("pause_until")
        if day and pause == self.as_it_is:
            cleaned["pause"] = Pause.DAY
        elif day and pause and pause != Pause.DAY:
            self.add_error(
                "pause_until",
                f"You typed a day and chose “{Pause(pause).label}”. "
                f"Choose “{Pause.DAY.label}”, or take the day out",
            )
        elif pause == Pause.DAY and not day and "pause_until" not in self.errors:
            self.add_error("pause_until", "Enter the day on which newsletters are to come again")
        return cleaned

    def save(self, commit: bool = True) -> Member:
        pause = Pause(self.cleaned_data["pause"])
        if pause in MONTHS:
            self.instance.paused_until = in_months(self.today, MONTHS[pause])
        elif pause == Pause.DAY:
            self.instance.paused_until = self.cleaned_data["pause_until"]
        elif pause == Pause.NONE:
            self.instance.paused_until = None
        member: Member = super().save(commit)
        return member

    def _pauses(self) -> list[tuple[Pause, str]]:
        """Each with the day to which it leads; one who has paused may leave it so, or go on."""
        until = {pause: in_words(in_months(self.today, count)) for pause, count in MONTHS.items()}
        lasting = [(pause, f"{pause.label}, until {day}") for pause, day in until.items()]
        begin: list[tuple[Pause, str]] = [(Pause.NONE, str(Pause.NONE.label))]
        if self.instance.is_paused:
            day = in_words(self.instance.paused_until)
            begin = [(Pause.KEEP, f"Stay paused until {day}"), (Pause.NONE, "Go on now")]
        return [*begin, *lasting, (Pause.DAY, str(Pause.DAY.label))]
