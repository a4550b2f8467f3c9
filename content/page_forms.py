"""What a new page begins with."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page


class StandardPageForm(WagtailAdminPageForm):
    """A page below one for families is for families, until its editor says otherwise."""

    def __init__(self, *args: Any, parent_page: Page | None = None, **kwargs: Any) -> None:
        super().__init__(*args, parent_page=parent_page, **kwargs)
        is_new = self.instance.pk is None
        if is_new and parent_page and getattr(parent_page.specific, "is_for_families", False):
            self.initial["is_for_families"] = True
