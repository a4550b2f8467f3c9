"""The post office's books, for staff to read. Nobody writes in them by hand."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from mail import permissions
from mail.models import Attempt, Delivery, Mailing, Receipt, Suppression


class ReadOnly(PermissionHelper):
    """Whoever may see the rows may look, and no more."""

    def user_can_list(self, user: object) -> bool:
        """With the permission to view."""
        return self.user_has_specific_permission(user, f"view_{self.opts.model_name}")

    def user_can_create(self, user: object) -> bool:
        """Nobody."""
        return False

    def user_can_edit_obj(self, user: object, obj: Model) -> bool:
        """Nobody."""
        return False

    def user_can_delete_obj(self, user: object, obj: Model) -> bool:
        """Nobody."""
        return False

    def user_can_inspect_obj(self, user: object, obj: Model) -> bool:
        """Whoever may list."""
        return self.user_can_list(user)


class Book(ModelAdmin):
    """One table of the post office."""

    permission_helper_class = ReadOnly
    inspect_view_enabled = True
    list_per_page = 50


class MailingButtons(ButtonHelper):
    """Leads from the list to how far a mailing is."""

    def get_buttons_for_obj(self, obj: Mailing, **options: Any) -> list[dict[str, Any]]:
        """Progress first, then what every book offers."""
        progress = {
            "url": reverse("post_office:progress", args=[obj.pk]),
            "label": "Progress",
            "classname": self.finalise_classname(
                ["button-secondary", *(options.get("classnames_add") or [])]
            ),
            "title": f"How far “{obj}” is",
        }
        return [progress, *super().get_buttons_for_obj(obj, **options)]


class MailingBook(Book):
    model = Mailing
    button_helper_class = MailingButtons
    menu_icon = "mail"
    list_display = ["label", "stream", "state", "planned", "created_at", "finished_at"]
    list_filter = ["stream", "state"]
    search_fields = ["label", "key"]
    inspect_view_fields = [
        "label",
        "key",
        "stream",
        "state",
        "paused_reason",
        "policy",
        "candidates",
        "planned",
        "excluded",
        "from_email",
        "reply_to",
        "prepared_at",
        "finished_at",
    ]


class DeliveryBook(Book):
    model = Delivery
    menu_icon = "user"
    list_display = ["address", "mailing", "status", "updated_at"]
    list_filter = ["status"]
    list_select_related = ["mailing"]
    search_fields = ["address"]
    ordering = ["-pk"]
    inspect_view_fields = ["address", "mailing", "status", "provider_id", "batch", "updated_at"]


class AttemptBook(Book):
    model = Attempt
    menu_icon = "history"
    list_display = ["batch", "number", "provider", "outcome", "http_status", "started_at", "detail"]
    list_filter = ["outcome", "provider"]
    list_select_related = ["batch"]
    ordering = ["-pk"]


class ReceiptBook(Book):
    model = Receipt
    menu_icon = "doc-full-inverse"
    list_display = ["delivery", "kind", "reason", "happened_at", "processed_at"]
    list_filter = ["kind"]
    list_select_related = ["delivery"]
    ordering = ["-pk"]
    inspect_view_fields = ["delivery", "kind", "reason", "happened_at", "received_at"]


class SuppressionBook(Book):
    model = Suppression
    menu_icon = "cross"
    list_display = ["reason", "scope", "source", "created_at"]
    list_filter = ["reason"]
    ordering = ["-created_at"]
    inspect_view_fields = ["reason", "scope", "source", "created_at"]


class AddressMenuItem(MenuItem):
    """Seen by whoever may see suppressions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Asked by Wagtail for each page."""
        return permissions.may(request, permissions.SEE_SUPPRESSIONS)


class PostOffice(ModelAdminGroup):
    """The menu."""

    menu_label = "Post office"
    menu_icon = "mail"
    menu_order = 700
    items = (MailingBook, DeliveryBook, AttemptBook, ReceiptBook, SuppressionBook)

    def get_submenu_items(self) -> list[MenuItem]:
        """The books, and the question that no list can answer."""
        items = super().get_submenu_items()
        address = reverse_lazy("post_office:suppressions")
        return [*items, AddressMenuItem("Ask about an address", address, icon_name="search")]
