"""The newsletters' place on the admin's first page."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from newsletters.needs import needs, to_come


class NewsletterPanel(Component):
    """What needs whoever looks, and what happens next by itself."""

    name = "newsletters"
    template_name = "newsletters/desk/panel.html"
    order = 60

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, at = parent_context["request"].user, timezone.now()
        return {"needs": needs(user, at=at), "to_come": to_come(user, at=at)}
