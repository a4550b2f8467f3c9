"""The page for everything that is not news: about, privacy, how to stay safe."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks import BodyBlock
from content.checklist_panel import tabs_with_checklist
from content.crumbs import crumbs
from content.declaring import declared_on
from content.models.base import BasePage
from content.page_forms import StandardPageForm


class StandardPage(BasePage):
    """A title, an introduction, and words."""

    parent_page_types = ["home.HomePage", "content.StandardPage"]
    subpage_types = ["content.StandardPage"]

    introduction = models.TextField(
        blank=True, max_length=400, help_text="One or two sentences below the title."
    )
    body = StreamField(BodyBlock(), blank=True)
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="Shown at the foot of the page."
    )
    is_unlisted = models.BooleanField(
        "keep out of search engines",
        default=False,
        help_text="For pages that only those should find who were sent the address. "
        "Everybody who has it can read the page.",
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    content_panels = [*BasePage.content_panels, "introduction", "body", "reviewed_on"]

    promote_panels = [
        *BasePage.promote_panels,
        MultiFieldPanel([FieldPanel("is_unlisted")], heading="Search engines"),
    ]

    edit_handler = tabs_with_checklist(
        content=content_panels,
        promote=promote_panels,
        settings=BasePage.settings_panels,
        form=StandardPageForm,
    )

    class Meta:
        verbose_name = "standard page"

    @property
    def is_indexable(self) -> bool:
        return not self.is_unlisted

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "declared": declared_on(self.slug),
        }
