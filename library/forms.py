"""What an editor fills in while choosing."""

from django import forms

from library.models.references import COLUMNS, Reference


class ReferenceForm(forms.ModelForm):
    """A work described while it is being chosen."""

    url = forms.URLField(label="Web address", required=False, assume_scheme="https")

    class Meta:
        model = Reference
        fields = list(COLUMNS)
