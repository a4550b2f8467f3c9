"""The three questions of the directory."""

from collections.abc import Iterable

from django import forms

from library.directory.asking import Asked
from library.directory.entries import Entry
from library.directory.gazetteer import Gazetteer, Place
from taxonomy.models import AreaKind, ServiceKind

GROUPS = {
    "Prisons": (AreaKind.PRISON,),
    "Councils": (AreaKind.AUTHORITY,),
    "Regions and nations": (AreaKind.REGION, AreaKind.NATION),
}


class DirectoryForm(forms.Form):
    """Shown as it was understood; it is never validated, because nothing in it can be wrong."""

    near = forms.CharField(
        label="Place or postcode",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    place = forms.ChoiceField(label="Council or prison", required=False)
    kind = forms.ChoiceField(label="Kind of service", required=False)

    def __init__(
        self, asked: Asked, kinds: Iterable[ServiceKind], known: list[Entry], places: Gazetteer
    ) -> None:
        initial = {
            "near": asked.near,
            "place": asked.place.slug if asked.place else "",
            "kind": asked.kind.slug if asked.kind else "",
        }
        super().__init__(initial=initial, auto_id="service-%s")
        used = {pk for entry in known for pk in entry.areas}
        if asked.place:
            used.add(asked.place.pk)
        self._choices("place", [("", "Anywhere"), *_grouped(used, places)])
        offered = {pk for entry in known for pk in entry.kinds}
        chosen = [it for it in kinds if it.pk in offered or it == asked.kind]
        self._choices("kind", [("", "Any kind"), *((kind.slug, kind.label) for kind in chosen)])

    def _choices(self, name: str, choices: list) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _grouped(used: set[int], places: Gazetteer) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    for label, kinds in GROUPS.items():
        found = [it for it in places.by_pk.values() if it.pk in used and it.kind in kinds]
        if found:
            yield label, [(it.slug, it.label) for it in sorted(found, key=_by_name)]


def _by_name(place: Place) -> str:
    return place.label
