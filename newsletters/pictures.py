"""Pictures as a letter shows them: one size, a format that every mail program knows."""

from wagtail.images.models import SourceImageIOError

from content.models import CustomImage
from newsletters import links

SHOWN = "fill-1072x600|format-jpeg|jpegquality-70"
"""Twice the 536 pixels of the column, for sharp screens."""


def for_letters(image: CustomImage | None) -> tuple[str, str]:
    """Its whole address and its description; ("", "") where there is no picture any more."""
    if image is None:
        return "", ""
    try:
        rendition = image.get_rendition(SHOWN)
    except (SourceImageIOError, OSError):
        return "", ""
    return links.absolute(rendition.url), image.default_alt_text
