"""What saving a page of the library asks of an editor: little for a draft, all for publishing."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class LibraryPageForm(WagtailAdminPageForm):
    """Lets a draft be as unfinished as it is, and names each gap before anything goes live."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kinds = self.instance.kinds
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
            self.fields["kind"].initial = self.initial["kind"] = self.instance.kind or kinds[0]

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, sentence in self.instance.problems(self.cleaned_data):
            if field not in self.fields:
                self.add_error(None, sentence)
            elif not self.has_error(field):
                self.add_error(field, sentence)
