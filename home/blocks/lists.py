"""Lists on the home page: chosen by editors, or filled by themselves."""

from typing import Any

from django.utils import timezone
from wagtail import blocks
from wagtail.models import Page

from content.blocks import LinkBlock
from content.models import fetch_facts
from content.versions import kept
from content.visibility import public_pages
from content.ways import ways
from events.listing import Row, next_rows
from events.models import TrainingEventPage
from home.by_sector import by_sector
from home.kinds import EVERYTHING, kinds, newest


class ListHeadBlock(blocks.StructBlock):
    """What stands over a list."""

    heading = blocks.CharBlock(max_length=80)
    text = blocks.CharBlock(max_length=200, required=False, help_text="One sentence below it.")


class ChosenBlock(ListHeadBlock):
    """Pages an editor picked, in the editor's order."""

    pages = blocks.ListBlock(blocks.PageChooserBlock(), min_num=1, max_num=6)

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Adds the pages that everybody may see, whole."""
        context = super().get_context(value, parent_context=parent_context)
        chosen = [page.pk for page in value["pages"] if page]
        cards = kept(f"home:chosen:{chosen}", lambda: _whole(chosen))
        return context | {"cards": cards}

    class Meta:
        template = "blocks/chosen.html"
        group = "Lists"
        label = "Chosen pages"
        icon = "pick"
        description = "Up to six pages you choose, as cards in your order."
        preview_template = "blocks/previews/cards.html"
        preview_value = {
            "heading": "If you only have five minutes",
            "text": "A child has just told you, or you have just been told about a child.",
            "pages": [],
        }


class LatestBlock(ListHeadBlock):
    """The newest pages of one kind; nobody has to keep it."""

    kind = blocks.ChoiceBlock(choices=kinds, default=EVERYTHING)
    count = blocks.IntegerBlock(min_value=1, max_value=9, default=3, label="How many")
    leads = blocks.BooleanBlock(
        required=False,
        label="The first one larger",
        help_text="With its key numbers; the others stand beside it.",
    )
    more = LinkBlock(label="Link to all of them", required=False)

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Adds the pages."""
        context = super().get_context(value, parent_context=parent_context)
        kind, count = value["kind"], value["count"]
        cards = kept(f"home:newest:{kind}:{count}", lambda: _newest(kind, count))
        (more,) = ways([value["more"]], context.get("request"))
        return context | {"cards": cards, "more": more}

    class Meta:
        template = "blocks/latest.html"
        preview_template = "blocks/previews/cards.html"
        group = "Lists"
        label = "Latest of a kind"
        icon = "history"
        description = "The newest pages of one kind. It fills itself as you publish."
        preview_value = {
            "heading": "New on the hub",
            "text": "",
            "kind": EVERYTHING,
            "count": 3,
            "leads": False,
            "more": {"label": "The whole library", "page": None, "url": "/library/"},
        }


def _whole(chosen: list[int]) -> list[Page]:
    whole = Page.objects.filter(pk__in=public_pages(chosen)).specific().in_bulk()
    cards = [whole[pk] for pk in chosen if pk in whole]
    fetch_facts(cards)
    return cards


def _newest(kind: str, count: int) -> list[Page]:
    cards = list(newest(kind, count))
    fetch_facts(cards)
    return cards


def _dates(count: int) -> list[Row]:
    """Those that are not over; one that ends stays while a version lasts, a minute at most."""
    events = TrainingEventPage.objects.live().public()
    return next_rows(events, at=timezone.now(), count=count)


class DatesBlock(ListHeadBlock):
    """The next dates of training; what is over leaves by itself."""

    count = blocks.IntegerBlock(min_value=1, max_value=9, default=3, label="How many")
    empty = blocks.CharBlock(
        max_length=160, default="No dates are fixed at the moment.", label="If there are none"
    )
    more = LinkBlock(label="Link to all of them", required=False)

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Adds the dates to come."""
        context = super().get_context(value, parent_context=parent_context)
        count = value["count"]
        rows = kept(f"home:dates:{count}", lambda: _dates(count))
        (more,) = ways([value["more"]], context.get("request"))
        return context | {"rows": rows, "more": more}

    class Meta:
        template = "blocks/dates.html"
        is_band = True
        group = "Lists"
        label = "Next dates"
        icon = "date"
        description = "The next dates of training and events. It keeps itself up to date."
        preview_value = {
            "heading": "Training dates",
            "text": "Free, most of them online.",
            "count": 2,
            "empty": "No dates are fixed at the moment.",
            "more": {"label": "All dates", "page": None, "url": "/events/"},
        }


class SectorsBlock(ListHeadBlock):
    """An index of the fields of work; nobody has to keep it."""

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Adds the lines of the index."""
        context = super().get_context(value, parent_context=parent_context)
        return context | {"sectors": by_sector(context.get("request"))}

    class Meta:
        template = "blocks/sectors.html"
        group = "Lists"
        label = "By field of work"
        icon = "group"
        description = "Every sector that the library has something for. It fills itself."
        preview_value = {
            "heading": "By the work you do",
            "text": "What to do first, and what others in your field did.",
        }
