"""What stands out from the text: notices and quotations."""

from django.utils.safestring import SafeString
from wagtail import blocks

from content.blocks.text import INLINE, without_paragraphs


class NoticeValue(blocks.StructValue):
    """A notice as its component wants it."""

    @property
    def inline_text(self) -> SafeString:
        """The words without paragraphs around them: the component has its own."""
        return without_paragraphs(self.get("text"))


class NoticeBlock(blocks.StructBlock):
    """One thing a reader must not miss."""

    tone = blocks.ChoiceBlock(
        choices=[
            ("plain", "Good to know"),
            ("late", "May be out of date"),
            ("urgent", "Somebody may be in danger"),
        ],
        default="plain",
        help_text="Keep the last one for danger: it loses its force when used for less.",
    )
    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=INLINE)

    class Meta:
        value_class = NoticeValue
        template = "blocks/notice.html"
        group = "Callouts"
        label = "Notice"
        icon = "warning"
        description = "A framed message with a title. One a page."
        preview_value = {
            "tone": "plain",
            "title": "You do not need the details",
            "text": "<p>A child may tell you as much or as little as they like.</p>",
        }


class QuoteValue(blocks.StructValue):
    """A quotation as its component wants it."""

    @property
    def quoted(self) -> str:
        """The words between quotation marks."""
        return f"“{self.get('text', '').strip()}”"


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(help_text="Without quotation marks: the page adds them.")
    speaker = blocks.CharBlock(
        max_length=80,
        help_text="Never a name. A child by age band, such as “child, 8 to 11”; "
        "others by their part, such as “family worker”.",
    )
    source = blocks.CharBlock(
        max_length=160, required=False, help_text="The report or talk it comes from."
    )
    is_sample = blocks.BooleanBlock(
        required=False, label="Made-up quotation", help_text="The page then says so."
    )

    class Meta:
        value_class = QuoteValue
        template = "blocks/quote.html"
        group = "Callouts"
        label = "Quotation"
        icon = "openquote"
        description = "A short quotation with speaker and source. One a page."
        preview_value = {
            "text": "Nobody asked, so I did not say.",
            "speaker": "child, 8 to 11",
            "source": "",
            "is_sample": True,
        }
