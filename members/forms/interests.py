"""What a member wants to read: every question may be left alone."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.forms.models import ModelChoiceIterator

from members.models import Member
from taxonomy.models import Area, AreaKind

FAMILY_ROLES = ("parent-or-carer", "child-or-young-person")
"""Terms that describe pages for families. Nobody is asked whether they are one."""


CHOOSE_ROLE = "Choose a role from the list, or “Rather not say”"
CHOOSE_AREA = "Choose a place from the list, or “Anywhere”"
CHOOSE_OFTEN = "Choose how often newsletters are to come"


def _of_several(what: str) -> dict[str, str]:
    """For a choice that has gone from the list since the form was opened, or never was on it."""
    words = f"Tick only {what} that are listed"
    return {"invalid_choice": words, "invalid_pk_value": words, "invalid_list": words}


class AreasByRegion(ModelChoiceIterator):
    """Nations and regions first, then each region's authorities under its name."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        areas = list(self.queryset)
        wide = [area for area in areas if area.kind != AreaKind.AUTHORITY]
        yield "Nations and regions", [self.choice(area) for area in wide]
        local = [area for area in areas if area.kind == AreaKind.AUTHORITY]
        local.sort(key=lambda area: (area.parent.label if area.parent else "", area.label))
        for region, members in groupby(local, key=lambda area: area.parent):
            label = region.label if region else "Elsewhere"
            yield label, [self.choice(area) for area in members]


class AreaField(forms.ModelChoiceField):
    """One place out of several hundred, in groups."""

    iterator = AreasByRegion


class InterestsForm(forms.ModelForm):
    """Sectors, topics, role, area and frequency. Empty means: everything."""

    area = AreaField(
        queryset=Area.objects.none(),
        required=False,
        empty_label="Anywhere",
        label="Where you work",
        help_text="So that training near you comes first.",
        error_messages={"invalid_choice": CHOOSE_AREA},
    )

    class Meta:
        model = Member
        fields = ["frequency", "sectors", "topics", "role", "area"]
        widgets = {
            "frequency": forms.RadioSelect,
            "sectors": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
        }
        labels = {
            "frequency": "How often",
            "sectors": "Sectors you work in",
            "topics": "Topics",
            "role": "Your role",
        }
        help_texts = {
            "sectors": "Leave all empty to hear about every sector.",
            "topics": "Leave all empty to hear about every topic.",
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "frequency": {"required": CHOOSE_OFTEN, "invalid_choice": CHOOSE_OFTEN},
            "sectors": _of_several("sectors"),
            "topics": _of_several("topics"),
            "role": {"invalid_choice": CHOOSE_ROLE},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sectors", "topics", "role"):
            self._among(name).queryset = self._among(name).queryset.in_use()
        role = self._among("role")
        role.queryset = role.queryset.exclude(slug__in=FAMILY_ROLES)
        role.empty_label = "Rather not say"
        places = Area.objects.in_use().exclude(kind=AreaKind.PRISON)
        self._among("area").queryset = places.select_related("parent")

    def _among(self, name: str) -> Any:
        return self.fields[name]
