"""The checklist in an editor's form."""

from typing import Any

from wagtail.admin.panels import Panel

from content import checklist


class ChecklistPanel(Panel):
    """What is worth a look, as the page was last saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": "Before you publish"} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/checklist.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            is_saved = bool(self.instance.pk)
            findings = checklist.look_over(self.instance) if is_saved else []
            return super().get_context_data(parent_context) | {
                "is_saved": is_saved,
                "findings": findings,
            }
