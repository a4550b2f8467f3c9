"""The stream that pages are written in."""

from wagtail import blocks

from content.blocks.callouts import NoticeBlock, QuoteBlock
from content.blocks.figures import KeyNumberBlock, StatisticBlock
from content.blocks.links import DownloadBlock, LinkListBlock
from content.blocks.media import FilmBlock, PictureBlock
from content.blocks.references import ReferenceBlock
from content.blocks.text import TableBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """Everything that may stand in the body of a page."""

    text = TextBlock()
    table = TableBlock()
    notice = NoticeBlock()
    quote = QuoteBlock()
    number = KeyNumberBlock()
    statistic = StatisticBlock()
    reference = ReferenceBlock()
    picture = PictureBlock()
    film = FilmBlock()
    links = LinkListBlock()
    download = DownloadBlock()

    class Meta:
        template = "blocks/body.html"
