"""Pictures and films."""

from urllib.parse import urlsplit

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    """A picture; its alternative text is kept with the picture, once for every page."""

    image = ImageChooserBlock(
        label="Picture",
        help_text="What it shows is described with the picture itself, under “Images”.",
    )
    caption = blocks.CharBlock(max_length=200, required=False)

    class Meta:
        template = "blocks/picture.html"
        preview_template = "blocks/previews/picture.html"
        group = "Pictures and films"
        label = "Picture"
        icon = "image"
        description = "A picture with an optional caption and its credit."
        preview_value = {"image": None, "caption": "The family room, before it opened."}


class FilmValue(blocks.StructValue):
    """A film as its component wants it."""

    @property
    def facts(self) -> list[str]:
        """What it is, how long, where it plays, and whether it can be read along."""
        minutes = self.get("minutes") or 0
        facts = ["Film", f"{minutes} minute{'' if minutes == 1 else 's'}"]
        if self.get("has_captions"):
            facts.append("with captions")
        return [*facts, f"on {urlsplit(self.get('url') or '').hostname or 'another site'}"]

    @property
    def transcript_label(self) -> str:
        """What the link to the transcript says."""
        return f"Read the words of “{self.get('title')}”"


class FilmBlock(blocks.StructBlock):
    """A film elsewhere, as a plain link: nothing is fetched until the reader asks."""

    title = blocks.CharBlock(max_length=160)
    url = blocks.URLBlock(label="address")
    minutes = blocks.IntegerBlock(min_value=1, max_value=600)
    has_captions = blocks.BooleanBlock(required=False, label="has captions")
    transcript = blocks.URLBlock(
        required=False, help_text="The address of the words, if there is one."
    )

    class Meta:
        value_class = FilmValue
        template = "blocks/film.html"
        group = "Pictures and films"
        label = "Film"
        icon = "media"
        description = "A link to a film, with its length and whether it has captions."
        preview_value = {
            "title": "A first visit, step by step",
            "url": "https://films.example.org/first-visit",
            "minutes": 4,
            "has_captions": True,
            "transcript": "",
        }
