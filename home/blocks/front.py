"""The top of the home page: what this place is, and the first ways in."""

from typing import Any

from django.http import HttpRequest
from wagtail import blocks
from wagtail.models import Page

from content.blocks import LinkBlock
from content.visibility import public_pages


class WayInBlock(LinkBlock):
    """One of the four stages under the street."""

    text = blocks.CharBlock(max_length=90, help_text="A few words, such as “Remand, trial”.")

    class Meta:
        label = "Stage"
        icon = "arrow-right"


class HeroBlock(blocks.StructBlock):
    """The one title of the page, a search, and the stages a parent passes."""

    title = blocks.CharBlock(max_length=90)
    lead = blocks.TextBlock(max_length=240, required=False)
    search_label = blocks.CharBlock(
        max_length=60, required=False, help_text="Leave empty to show no search."
    )
    often = blocks.ListBlock(LinkBlock(), max_num=4, default=[], label="Often looked for")
    stages_title = blocks.CharBlock(max_length=60, required=False)
    stages_text = blocks.CharBlock(max_length=160, required=False)
    stages = blocks.ListBlock(
        WayInBlock(),
        max_num=4,
        default=[],
        help_text="Four, in the order of time; with fewer the street is drawn instead.",
    )

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Adds the links and stages that lead somewhere."""
        context = super().get_context(value, parent_context=parent_context)
        links = [*value["often"], *value["stages"]]
        pages = public_pages(link["page"].pk for link in links if link["page"])
        request = context.get("request")
        stages = [
            way | {"text": link["text"]}
            for link in value["stages"]
            if (way := _way(link, pages, request))
        ]
        journey = {"title": value["stages_title"], "text": value["stages_text"], "stages": stages}
        return context | {
            "examples": [way for link in value["often"] if (way := _way(link, pages, request))],
            "journey": journey if len(stages) == 4 else None,
        }

    class Meta:
        template = "blocks/hero.html"
        is_band = True
        group = "Top"
        label = "Title and search"
        icon = "title"
        description = "The title of the home page, a search, and the four stages. Once, at the top."
        preview_value = {
            "title": "Know what helps when a child’s parent goes to prison",
            "lead": "Practice that others have tried, things to print and use.",
            "search_label": "Search the whole site",
            "often": [{"label": "school policy", "page": None, "url": "/search/?q=school+policy"}],
            "stages_title": "Where is the parent now?",
            "stages_text": "Two lines, a parent’s and a child’s.",
            "stages": [
                {"label": "Arrest", "page": None, "url": "/library/", "text": "The knock"},
                {"label": "Court", "page": None, "url": "/library/", "text": "Remand, trial"},
                {"label": "Custody", "page": None, "url": "/library/", "text": "First days"},
                {"label": "Release", "page": None, "url": "/library/", "text": "Coming home"},
            ],
        }


def _way(
    link: blocks.StructValue, pages: dict[int, Page], request: HttpRequest | None
) -> dict[str, str] | None:
    if not link["page"]:
        return {"label": link["label"], "url": link["url"]}
    page = pages.get(link["page"].pk)
    return {"label": link["label"] or page.title, "url": page.get_url(request)} if page else None
