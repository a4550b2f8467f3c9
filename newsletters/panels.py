"""The newsletters' place on the admin's first page."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from newsletters import permissions
from newsletters.standing import standing


class NewsletterPanel(Component):
    """What waits for somebody, and what is due next."""

    name = "newsletters"
    template_name = "newsletters/desk/panel.html"
    order = 60

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, at = parent_context["request"].user, timezone.now()
        rows = (
            permissions.dispatches_for(user)
            .open()
            .select_related("newsletter", "edition", "mailing")
        )
        return {
            "open": [(dispatch, standing(dispatch, at=at)) for dispatch in rows],
            "archives": permissions.archives_for(user).select_related("newsletter"),
            "may_configure": permissions.may_configure(user),
            "at": at,
        }
