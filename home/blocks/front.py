"""The top of the home page: what this place is, and the first ways in."""

from typing import Any

from wagtail import blocks

from content.blocks import LinkBlock
from content.ways import ways
from home.choosing import choosing, form

STAGES = 4
"""The street has room for these."""


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
    with_pack = blocks.BooleanBlock(
        required=False,
        default=True,
        label="Two choices, one pack",
        help_text="Beside the title: “I work in …, the parent is at …” leads to a sheet to print.",
    )
    stages_title = blocks.CharBlock(max_length=60, required=False)
    stages_text = blocks.CharBlock(max_length=160, required=False)
    stages = blocks.ListBlock(
        WayInBlock(),
        max_num=STAGES,
        default=[],
        help_text="Four, in the order of time; with fewer the street is drawn instead.",
    )

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Adds the links and stages that lead somewhere."""
        context = super().get_context(value, parent_context=parent_context)
        often, stages = list(value["often"]), list(value["stages"])
        found = ways([*often, *stages], context.get("request"))
        shown = [
            {"label": way.label, "url": way.url, "text": stage["text"]}
            for way, stage in zip(found[len(often) :], stages, strict=True)
            if way
        ]
        journey = {"title": value["stages_title"], "text": value["stages_text"], "stages": shown}
        return context | {
            "examples": [way for way in found[: len(often)] if way],
            "journey": journey if len(shown) == STAGES else None,
            "pack": form(choosing()) if value["with_pack"] else None,
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
            "with_pack": True,
            "stages_title": "Where is the parent now?",
            "stages_text": "Two lines, a parent’s and a child’s.",
            "stages": [
                {"label": "Arrest", "page": None, "url": "/library/", "text": "The knock"},
                {"label": "Court", "page": None, "url": "/library/", "text": "Remand, trial"},
                {"label": "Custody", "page": None, "url": "/library/", "text": "First days"},
                {"label": "Release", "page": None, "url": "/library/", "text": "Coming home"},
            ],
        }
