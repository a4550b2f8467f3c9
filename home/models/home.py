"""The home page."""

from collections.abc import Mapping
from typing import Any

from wagtail.fields import StreamField
from wagtail.search import index

from content import schema
from content.models import BasePage
from content.schema import Thing
from home.blocks import HomeBlock


class HomePage(BasePage):
    """The front door: bands that editors choose and put in order."""

    parent_page_types = ["wagtailcore.Page"]

    body = StreamField(HomeBlock())

    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, "body"]

    class Meta:
        verbose_name = "home page"

    @property
    def promise(self) -> str:
        """The title that readers see: that of the first band with one."""
        heroes = self.body.blocks_by_name("hero")
        return heroes[0].value["title"] if heroes else self.title

    @property
    def shared_title(self) -> str:
        return self.promise

    def structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [schema.website(context["site"], context["address"])]
