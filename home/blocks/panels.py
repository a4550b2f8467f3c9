"""Wide panels of the home page: the one figure, the newsletter, words."""

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks import INLINE, BodyBlock, without_paragraphs
from library import statistics
from library.statistics import Statistic


class FigureBandValue(blocks.StructValue):
    """The figure as it is now, if a key statistic was chosen; else as it was typed."""

    @property
    def chosen(self) -> Statistic | None:
        """The key statistic, if readers may see it."""
        row = self.get("statistic")
        return statistics.of(row.pk) if row else None

    @property
    def figure(self) -> str:
        """The number; nothing if the chosen statistic was withdrawn."""
        if self.get("statistic"):
            return self.chosen.figure if self.chosen else ""
        return self.get("value") or ""

    @property
    def label(self) -> str:
        """What it counts, where and when."""
        chosen = self.chosen
        return f"{chosen.counts} ({chosen.scope})." if chosen else self.get("sentence") or ""

    @property
    def origin(self) -> SafeString:
        """Who counted, what a reader has to mind, and what the editor adds."""
        chosen, own = self.chosen, self.get("source") or ""
        if chosen is None:
            return format_html("{}", own)
        parts = [format_html("{}.", chosen.source.written_by)]
        for words, url in chosen.cautions:
            parts.append(format_html('<a href="{}">{}</a>.', url, words[:1].upper() + words[1:]))
        return SafeString(" ".join([*parts, format_html("{}", own)]))


class FigureBandBlock(blocks.StructBlock):
    """The one key figure of a page."""

    heading = blocks.CharBlock(max_length=80, help_text="For people who cannot see the picture.")
    statistic = SnippetChooserBlock(
        "library.KeyStatistic",
        required=False,
        label="Key statistic",
        help_text="Shown as it is in the list of key statistics, also when it changes there. "
        "Leave empty for a figure of your own.",
    )
    value = blocks.CharBlock(
        max_length=20, required=False, label="or number", help_text="Such as 780."
    )
    sentence = blocks.CharBlock(
        max_length=200, required=False, help_text="What the number counts, where and when."
    )
    source = blocks.CharBlock(
        max_length=300,
        required=False,
        help_text="Who published the number, and when. "
        "Beside a key statistic, only what you want to add.",
    )
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

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """A key statistic, or a number with all that belongs to it."""
        cleaned = super().clean(value)
        if self.is_deferred_validation or cleaned.get("statistic"):
            return cleaned
        errors = {
            name: ValidationError("Enter this, or choose a key statistic.")
            for name in ("value", "sentence", "source")
            if not cleaned.get(name)
        }
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        value_class = FigureBandValue
        template = "blocks/figure_band.html"
        is_band = True
        group = "Panels"
        label = "Key figure"
        icon = "decimal"
        description = "One number over the full width, with its source. Once a page."
        preview_value = {
            "heading": "How many children",
            "statistic": None,
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
