"""The menus: what stands at the top and at the foot of each page."""

from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from content.blocks.links import LinkBlock


@register_setting(icon="list-ul", order=110)
class Navigation(BaseSiteSetting):
    """Four ordered lists of links."""

    main = StreamField([("link", LinkBlock())], blank=True, help_text="At the top. Up to seven.")
    families = StreamField(
        [("link", LinkBlock())], blank=True, help_text="At the foot, first: for parents and carers."
    )
    about = StreamField(
        [("link", LinkBlock())], blank=True, help_text="At the foot: about the site."
    )
    legal = StreamField(
        [("link", LinkBlock())], blank=True, help_text="The last line: accessibility, privacy …"
    )

    panels = ["main", "families", "about", "legal"]

    class Meta:
        verbose_name = "menus"

    def __str__(self) -> str:
        return "Menus"
