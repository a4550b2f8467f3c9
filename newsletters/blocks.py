"""What an editor builds an edition from: sections of items, words and buttons.

An item's title and blurb are copies made when it was gathered, for the editor to change. What is
said of the page besides them (its kind, its facts, its address) is read from the page at the end.
"""

from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from content.blocks.links import LinkBlock
from content.models import Listable
from newsletters import links, pictures, prose
from newsletters.callouts import (
    EditionNumberBlock,
    EditionQuoteBlock,
    EditionStatisticBlock,
    statistic,
)
from newsletters.contents import Block, Button, Item, Section, Text
from newsletters.places import regions_of

ITEM_EXAMPLE = {
    "page": None,
    "title": "A named adult in every school",
    "blurb": "One policy, one person to turn to, and an agreed note for the record.",
}
BUTTON_EXAMPLE = {"label": "All items for schools", "page": None, "url": "/library/"}


class ItemValue(blocks.StructValue):
    """An announced page."""

    def resolved(self, page: Page | None) -> Item:
        """With what the page itself says of its kind, its facts and whom it concerns."""
        listed = page if isinstance(page, Listable) else None
        image_url, image_alt = pictures.for_letters(self.get("image"))
        return Item(
            title=self.get("title") or (page.title if page else ""),
            url=links.absolute((page.url if page else "") or ""),
            blurb=self.get("blurb") or "",
            kind_label=listed.kind_label if listed else "",
            kind_icon=listed.kind_icon if listed else "",
            facts=tuple(listed.facts) if listed else (),
            is_sample=bool(listed and listed.is_sample),
            starts_at=listed.starts_at if listed else None,
            page_id=page.pk if page else None,
            about=terms_of(page),
            places=regions_of(listed.bound_to) if listed else (),
            for_members=bool(getattr(page, "for_members", False)),
            image_url=image_url,
            image_alt=image_alt,
            until=self.get("until"),
        )


class ItemBlock(blocks.StructBlock):
    """A page of the site, with words of the editor's choice."""

    page = blocks.PageChooserBlock(help_text="Stays out of the letter while it is not published.")
    title = blocks.CharBlock(
        max_length=160, required=False, help_text="Left empty, the page’s own title is used."
    )
    blurb = blocks.TextBlock(
        max_length=400,
        required=False,
        rows=2,
        help_text="Why it is worth a click.",
    )
    image = ImageChooserBlock(
        required=False,
        label="Picture",
        help_text="What it shows is described with the picture itself, under “Images”.",
    )
    why = blocks.CharBlock(
        required=False,
        max_length=400,
        label="Why it is here",
        help_text="For you: not sent.",
        search_index=False,  # the archive is searched by everybody
    )
    until = blocks.DateTimeBlock(
        required=False,
        label="Until",
        help_text="For what can be had only for a while: an edition that leaves later is sent "
        "without it.",
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        page = value.get("page")
        item = value.resolved(page.specific if page else None)
        return super().get_context(value, parent_context) | {"block": item}

    class Meta:
        value_class = ItemValue
        template = "newsletters/blocks/item.html"
        group = "In a section"
        label = "Item"
        icon = "doc-full"
        description = "A page of the site: its title, a sentence or two, and its facts."
        preview_value = ITEM_EXAMPLE


class TextBlock(blocks.RichTextBlock):
    """A few words between the items."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"features": prose.FEATURES} | kwargs))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        text = Text(prose.read(value.source))
        return super().get_context(value, parent_context) | {"block": text}

    class Meta:
        template = "newsletters/blocks/text.html"
        group = "In a section"
        label = "Text"
        icon = "pilcrow"
        description = "A paragraph or a list, with bold, italic and links."
        preview_value = "<p>Schools are where children are <b>most likely</b> to be noticed.</p>"


class ButtonValue(blocks.StructValue):
    """Where the button leads."""

    def resolved(self, page: Page | None) -> Button:
        """To the page, if one was chosen and is given; to nowhere if it was and is not."""
        address = (page.url or "") if page else self.get("url") or ""
        return Button(
            label=self.get("label") or (page.title if page else ""),
            url=links.absolute(address) if address else "",
        )


class ButtonBlock(LinkBlock):
    """One way on. More than one a letter is too many."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        button = value.resolved(value.get("page"))
        return super().get_context(value, parent_context) | {"block": button}

    class Meta:
        value_class = ButtonValue
        template = "newsletters/blocks/button.html"
        group = "In a section"
        label = "Button"
        icon = "link-external"
        description = "The one thing to do next."
        preview_value = BUTTON_EXAMPLE


class SectionBlock(blocks.StructBlock):
    """A part of the edition under its own heading."""

    title = blocks.CharBlock(max_length=80)
    is_common = blocks.BooleanBlock(
        required=False,
        label="For everybody",
        help_text="Unticked, each reader gets the items about what they asked for.",
    )
    contents = blocks.StreamBlock(
        [
            ("item", ItemBlock()),
            ("text", TextBlock()),
            ("quote", EditionQuoteBlock()),
            ("number", EditionNumberBlock()),
            ("statistic", EditionStatisticBlock()),
            ("button", ButtonBlock()),
        ]
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        children = [resolve(child, _own_page(child)) for child in value["contents"]]
        section = Section(
            value["title"],
            blocks=tuple(block for block in children if block),
            is_common=bool(value.get("is_common")),
        )
        return super().get_context(value, parent_context) | {"section": section}

    class Meta:
        template = "newsletters/blocks/section.html"
        group = "Sections"
        label = "Section"
        icon = "list-ul"
        description = "A heading with items, words and buttons under it."
        preview_value = {
            "title": "New in the library",
            "contents": [("item", ITEM_EXAMPLE), ("button", BUTTON_EXAMPLE)],
        }


def resolve(child: Any, page: Page | None) -> Block | None:
    """What a block of a section comes to; `page` is the one that it leads to, if any.

    None for a statistic that may not be quoted any more.
    """
    match child.block_type:
        case "text":
            return Text(prose.read(child.value.source))
        case "statistic":
            return statistic(child.value)
        case "item" | "button":
            return child.value.resolved(page)
    return child.value.resolved()


def chosen_page(child: Any) -> Page | None:
    """The page that an item or a button leads to."""
    return child.value.get("page") if child.block_type in {"item", "button"} else None


def terms_of(page: Page | None) -> tuple[str, ...]:
    """What it is about, as readers choose it, such as "topic:visits"."""
    if not isinstance(page, Listable):
        return ()
    topics = (f"topic:{term.slug}" for term in page.topics.all())
    sectors = (f"sector:{term.slug}" for term in page.sectors.all())
    return tuple(sorted([*topics, *sectors]))


def _own_page(child: Any) -> Page | None:
    page = chosen_page(child)
    return page.specific if page else None
