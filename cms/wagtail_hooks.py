"""What the site adds to every page of Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks

SCRIPTS = ("js/admin/starter.js", "js/admin/holder.js")
"""What starts date pickers and choosers, and what waits for a page that is being saved."""


@hooks.register("insert_global_admin_js")
def add_scripts() -> str:
    """The site's own files for the admin."""
    return format_html_join("", '<script src="{}"></script>', ((static(name),) for name in SCRIPTS))
