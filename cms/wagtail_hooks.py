"""What the site adds to every page of Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def start_forms() -> str:
    """The file that starts date pickers, inline panels and choosers."""
    return format_html('<script src="{}"></script>', static("js/admin/starter.js"))
