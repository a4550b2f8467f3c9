"""Ways on: links, lists of links, files to download."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from content.ways import ways


class LinkBlock(blocks.StructBlock):
    """To one of our pages or to another site."""

    label = blocks.CharBlock(
        max_length=80, required=False, help_text="Leave empty to use the page’s title."
    )
    page = blocks.PageChooserBlock(required=False)
    url = blocks.CharBlock(
        max_length=500,
        required=False,
        label="or address",
        help_text="https://… for another site, or a path of this one such as /join/.",
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Exactly one target; words for an address; no script in disguise."""
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if self.is_deferred_validation:
            return cleaned
        page, url = cleaned.get("page"), cleaned.get("url")
        if not page and not url and not self.meta.required:
            return cleaned
        if not page and not url:
            errors["page"] = ValidationError("Choose a page or enter an address.")
        if page and url:
            errors["url"] = ValidationError("Choose a page or enter an address, not both.")
        if url and not _is_address(url):
            errors["url"] = ValidationError(
                "Enter an address that starts with https:// or with a single /."
            )
        if url and not cleaned.get("label"):
            errors["label"] = ValidationError("Enter the words of the link.")
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        required = True
        collapsed = True
        label_format = "{label} {page}"
        label = "Link"
        icon = "link"


class LinkListBlock(blocks.StructBlock):
    """A few ways on, under one heading."""

    heading = blocks.CharBlock(max_length=120)
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=12)

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Adds the links that lead somewhere."""
        context = super().get_context(value, parent_context=parent_context)
        found = ways(value["links"], context.get("request"))
        items = [{"title": way.label, "url": way.url} for way in found if way]
        return context | {"items": items}

    class Meta:
        template = "blocks/link_list.html"
        group = "Links and files"
        label = "List of links"
        icon = "list-ul"
        description = "Pages to read next, here or on other sites."
        preview_value = {
            "heading": "Read next",
            "links": [
                {"label": "What to say today", "page": None, "url": "/library/"},
                {"label": "Who is near this family?", "page": None, "url": "/library/"},
            ],
        }


class LinkColumnBlock(blocks.StructBlock):
    """A column of links at the foot of each page."""

    heading = blocks.CharBlock(max_length=60)
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=8)

    class Meta:
        label = "Column"
        icon = "list-ul"


class DownloadValue(blocks.StructValue):
    """A file as its component wants it."""

    @property
    def facts(self) -> list[str]:
        """Format, size and length, found in the file, and what the editor adds."""
        document = self["document"]
        return [*document.facts, *filter(None, [self.get("note")])]


class DownloadBlock(blocks.StructBlock):
    """A file; its format, size and length are found, not typed."""

    document = DocumentChooserBlock()
    note = blocks.CharBlock(
        max_length=160,
        required=False,
        help_text="What it cannot say by itself: “for the wall, A3”.",
    )

    class Meta:
        value_class = DownloadValue
        template = "blocks/download.html"
        preview_template = "blocks/previews/download.html"
        group = "Links and files"
        label = "File to download"
        icon = "download"
        description = "A link to a file that says its format, size and length by itself."
        preview_value = {"document": None, "note": "A3, for a wall"}

    def get_preview_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Shows what will be found in a file, although there is none yet."""
        context = super().get_preview_context(value, parent_context=parent_context)
        return context | {"facts": ["PDF", "210 KB", "2 pages", value["note"]]}


def _is_address(url: str) -> bool:
    local = url.startswith("/") and not url.startswith(("//", "/\\"))
    return local or url.startswith(("https://", "http://", "mailto:", "tel:"))
