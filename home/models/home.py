"""The home page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

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

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page by its whole address; Wagtail would ask for each level of it."""
        address = self.url_path + "".join(f"{component}/" for component in path_components)
        page = Page.objects.filter(url_path=address).specific().first() if path_components else None
        if page is None:
            return super().route(request, path_components)
        return page.route(request, [])
