"""Words: running text and tables."""

import re

from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText, expand_db_html

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "statistic", "citation", "term"]
"""What running text may hold. No first-level heading (it is the title) and no pictures or files
(their own blocks carry the alternative text, the format and the size)."""

INLINE = ["bold", "italic", "link"]
"""For a sentence or two inside something else."""


def without_paragraphs(text: RichText | None) -> SafeString:
    """The words for a place that is a paragraph already; several become lines."""
    html = expand_db_html(text.source) if text else ""
    lines = re.sub(r"</p>\s*<p[^>]*>", "<br>", html)
    return SafeString(re.sub(r"</?p[^>]*>", "", lines).strip())


class TextBlock(blocks.RichTextBlock):
    """Headings, paragraphs and lists."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**({"features": PROSE} | kwargs))

    class Meta:
        template = "blocks/text.html"
        group = "Words"
        label = "Text"
        icon = "pilcrow"
        description = "Headings, paragraphs, lists and links."
        preview_value = (
            "<h2>Before the visit</h2><p>Tell the child what will happen, in order: the queue, "
            "the <b>search</b>, the hall, the clock.</p><ul><li>Say who comes too.</li>"
            "<li>Say when you leave again.</li></ul>"
        )


class TableBlock(blocks.StructBlock):
    """Figures or words in rows and columns."""

    caption = blocks.CharBlock(max_length=160, help_text="What the table shows.")
    table = TypedTableBlock(
        [
            ("words", blocks.CharBlock(required=False, label="Words")),
            ("number", blocks.DecimalBlock(required=False, label="Number")),
        ]
    )
    source = blocks.CharBlock(
        max_length=200, required=False, help_text="Who counted, and when: each number needs it."
    )

    class Meta:
        template = "blocks/table.html"
        group = "Words"
        label = "Table"
        icon = "table"
        description = "A few rows and columns, with a caption. Not for layout."
        preview_value = {
            "caption": "Visits in a school week",
            "table": {
                "columns": [
                    {"type": "words", "heading": "Day"},
                    {"type": "number", "heading": "Children away"},
                ],
                "rows": [
                    {"values": ["Tuesday", 2]},
                    {"values": ["Friday", 5]},
                ],
                "caption": "",
            },
            "source": "Sample figures, made up for this preview",
        }
