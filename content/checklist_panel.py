"""The checklist in an editor's form: a tab of its own, the last before publishing."""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.panels import ObjectList, Panel, TabbedInterface

from content import checklist

HEADING = "Before you publish"


class ChecklistPanel(Panel):
    """What is missing and what is worth a look, as the page was last saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": "As it was last saved"} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/checklist.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            is_saved = bool(self.instance.pk)
            # What was typed since lies in the form, and may not even be valid.
            saved = self.instance.get_latest_revision_as_object() if is_saved else None
            findings = checklist.look_over(saved) if saved else []
            return super().get_context_data(parent_context) | {
                "is_saved": is_saved,
                "blocking": [it for it in findings if it.blocks],
                "others": [it for it in findings if not it.blocks],
            }


def checklist_tab() -> ObjectList:
    """The tab of the checklist."""
    return ObjectList([ChecklistPanel()], heading=HEADING)


def tabs_with_checklist(
    *,
    content: Sequence[Any],
    promote: Sequence[Any],
    settings: Sequence[Any],
    form: type[Any] | None = None,
) -> TabbedInterface:
    """Wagtail's own tabs of a page, and the checklist after them."""
    return TabbedInterface(
        [
            ObjectList(content, heading="Content"),
            ObjectList(promote, heading="Promote"),
            ObjectList(settings, heading="Settings"),
            checklist_tab(),
        ],
        base_form_class=form,
    )
