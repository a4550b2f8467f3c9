"""What every page of the site is."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page


class BasePage(Page):
    """A page in the site's own design, with the switches that each page has."""

    has_exit_button = models.BooleanField(
        "show “Exit this page”",
        default=False,
        help_text="For pages whose sight could put a reader at risk.",
    )

    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("has_exit_button")], heading="Safety"),
    ]

    class Meta:
        abstract = True
