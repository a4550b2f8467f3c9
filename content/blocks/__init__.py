from content.blocks.body import BodyBlock
from content.blocks.callouts import NoticeBlock, QuoteBlock
from content.blocks.figures import KeyNumberBlock, StatisticBlock
from content.blocks.links import DownloadBlock, LinkBlock, LinkListBlock
from content.blocks.media import FilmBlock, PictureBlock
from content.blocks.references import ReferenceBlock
from content.blocks.text import INLINE, PROSE, TableBlock, TextBlock, without_paragraphs

__all__ = [
    "INLINE",
    "PROSE",
    "BodyBlock",
    "DownloadBlock",
    "FilmBlock",
    "KeyNumberBlock",
    "LinkBlock",
    "LinkListBlock",
    "NoticeBlock",
    "PictureBlock",
    "QuoteBlock",
    "ReferenceBlock",
    "StatisticBlock",
    "TableBlock",
    "TextBlock",
    "without_paragraphs",
]
