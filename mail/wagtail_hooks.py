"""What Wagtail's admin shows of the post office, and the names of what is logged there."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail_modeladmin.options import modeladmin_register

from mail.modeladmin import PostOffice

modeladmin_register(PostOffice)

ACTIONS = {
    "mail.pause": ("Pause a mailing", "Paused"),
    "mail.resume": ("Resume a mailing", "Went on"),
    "mail.cancel": ("Cancel a mailing", "Cancelled"),
    "mail.stop": ("A mailing stopped by itself", "Stopped by itself"),
    "mail.treat_as_sent": ("Treat uncertain letters as sent", "Treated uncertain letters as sent"),
    "mail.send_again": ("Send uncertain letters again", "Sent uncertain letters again"),
}


@hooks.register("register_log_actions")
def name_what_is_logged(actions: LogActionRegistry) -> None:
    """Wagtail keeps who did it and when."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def post_office_addresses() -> list[URLPattern | URLResolver]:
    return [path("post-office/", include("mail.desk_urls"))]
