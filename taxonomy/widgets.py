"""How editors choose terms: those in use, and those already chosen though retired since."""

from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.admin.forms.models import register_form_field_override

from taxonomy.models import Area, AreaKind, Term

WIDER = "Nations and regions"
PRISONS = "Prisons"
OptionGroup = tuple[str | None, list[dict[str, Any]], int | None]


def _is_offered(option: dict[str, Any]) -> bool:
    term = getattr(option["value"], "instance", None)
    return option["selected"] or not getattr(term, "is_retired", False)


def _offered(groups: list[OptionGroup]) -> list[OptionGroup]:
    kept = (
        (label, [option for option in options if _is_offered(option)], index)
        for label, options, index in groups
    )
    return [group for group in kept if group[1]]


class TermSelect(forms.Select):
    """One term of a vocabulary."""

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[OptionGroup]:
        return _offered(super().optgroups(name, value, attrs))


class TermChecks(forms.CheckboxSelectMultiple):
    """Any number of terms of a vocabulary."""

    class Media:
        css: ClassVar = {"all": ["css/admin/terms.css"]}

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[OptionGroup]:
        return _offered(super().optgroups(name, value, attrs))


class AreaChecks(TermChecks):
    """Any number of places, folded up by what they lie in."""

    template_name = "taxonomy/widgets/areas.html"

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[OptionGroup]:
        groups: dict[str, list[dict[str, Any]]] = {WIDER: []}
        for _, options, _ in super().optgroups(name, value, attrs):
            for option in options:
                groups.setdefault(_place_of(option["value"].instance), []).append(option)
        return [(place, options, 0) for place, options in groups.items() if options]

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["folds"] = [
            {
                "place": place,
                "options": options,
                "chosen": sum(option["selected"] for option in options),
            }
            for place, options, _ in context["widget"]["optgroups"]
        ]
        return context

    def _render(self, template_name: str, context: dict, renderer: object = None) -> SafeString:
        """Use the project's own templates; the form renderer knows only those of packages."""
        return render_to_string(template_name, context)


def _place_of(area: Area) -> str:
    if area.kind == AreaKind.PRISON:
        return PRISONS
    if area.kind != AreaKind.AUTHORITY:
        return WIDER
    return area.parent.label if area.parent else "Elsewhere"


def _choose_many(field: models.ManyToManyField) -> dict[str, Any]:
    target = field.related_model
    if not isinstance(target, type) or not issubclass(target, Term):
        return {}
    if issubclass(target, Area):
        return {"widget": AreaChecks, "queryset": Area.objects.select_related("parent")}
    return {"widget": TermChecks}


class WordsField(SimpleArrayField):
    """Words between commas, with a space after each comma as one writes them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def register() -> None:
    """Let every form of the admin that chooses terms choose them so."""
    register_form_field_override(ArrayField, override={"form_class": WordsField})
    register_form_field_override(models.ManyToManyField, override=_choose_many)
    register_form_field_override(models.ForeignKey, to=Term, override={"widget": TermSelect})
