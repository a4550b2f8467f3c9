"""The menus: what stands at the top and at the foot of each page."""

from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from content.blocks.links import LinkBlock, LinkColumnBlock


@register_setting(icon="list-ul", order=110)
class Navigation(BaseSiteSetting):
    """Ordered links; a page that is not published leaves its menu by itself."""

    main = StreamField(
        [("link", LinkBlock())], blank=True, max_num=7, help_text="At the top of each page."
    )
    footer = StreamField(
        [("column", LinkColumnBlock())],
        blank=True,
        max_num=3,
        help_text="At the foot of each page; help for families comes first.",
    )
    legal = StreamField(
        [("link", LinkBlock())], blank=True, help_text="The last line: accessibility, privacy …"
    )

    panels = ["main", "footer", "legal"]

    class Meta:
        verbose_name = "menus"

    def __str__(self) -> str:
        return "Menus"
