"""Wide panels of the home page: the one figure, the newsletter, words."""

from django.utils.safestring import SafeString
from wagtail import blocks

from content.blocks import INLINE, BodyBlock, without_paragraphs


class FigureBandBlock(blocks.StructBlock):
    """The one key figure of a page."""

    heading = blocks.CharBlock(max_length=80, help_text="For people who cannot see the picture.")
    value = blocks.CharBlock(max_length=20, label="Number", help_text="Such as 192,912.")
    sentence = blocks.CharBlock(max_length=200, help_text="What it counts, where and when.")
    source = blocks.CharBlock(max_length=300, help_text="Who published it, and when.")
    windows = blocks.IntegerBlock(
        min_value=0,
        max_value=193,
        default=0,
        label="Lit windows",
        help_text="In the town beside it. Say in the source what one window stands for.",
    )
    more_label = blocks.CharBlock(
        max_length=80, required=False, default="What this figure is, and earlier ones"
    )
    more = blocks.ListBlock(blocks.TextBlock(max_length=400), default=[], label="What it is")

    class Meta:
        template = "blocks/figure_band.html"
        is_band = True
        group = "Panels"
        label = "Key figure"
        icon = "decimal"
        description = "One number over the full width, with its source. Once a page."
        preview_value = {
            "heading": "How many children",
            "value": "192,912",
            "sentence": "children in England and Wales had a parent in prison "
            "at some point between October 2021 and October 2022.",
            "source": "Ministry of Justice, Better Outcomes through Linked Data, July 2024.",
            "windows": 193,
            "more_label": "What this figure is",
            "more": ["It covers one year."],
        }


class SignupValue(blocks.StructValue):
    """The invitation as its component wants it."""

    @property
    def inline_note(self) -> SafeString:
        """The note without paragraphs around it."""
        return without_paragraphs(self.get("note"))


class SignupBlock(blocks.StructBlock):
    """The way to the newsletter."""

    heading = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(max_length=300, required=False)
    button = blocks.CharBlock(max_length=30, default="Choose topics")
    note = blocks.RichTextBlock(features=INLINE, required=False)

    class Meta:
        value_class = SignupValue
        template = "blocks/signup.html"
        is_band = True
        group = "Panels"
        label = "Newsletter"
        icon = "mail"
        description = "Invites readers to join. It leads to the form; nothing is asked here."
        preview_value = {
            "heading": "Hub News, once a month",
            "text": "New practice, changes in law and guidance, training dates.",
            "button": "Choose topics",
            "note": "<p>We ask you to confirm by e-mail. We do not track what you open.</p>",
        }


class WordsBlock(blocks.StructBlock):
    """A section of words like those of any page."""

    heading = blocks.CharBlock(max_length=80)
    body = BodyBlock()

    class Meta:
        template = "blocks/words.html"
        is_band = True
        group = "Panels"
        label = "Words"
        icon = "pilcrow"
        description = "A heading with text, links, a notice or a quotation below it."
        preview_value = {
            "heading": "What you can count on",
            "body": [{"type": "text", "value": "<p>Every page has a date.</p>"}],
        }
