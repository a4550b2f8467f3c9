"""Where it comes from: a work, with all that is needed to find it again."""

from wagtail import blocks


class ReferenceValue(blocks.StructValue):
    """A reference in the words of a list of references."""

    @property
    def written_by(self) -> str:
        """Who wrote it and when, as "Smith, J. (2009)"."""
        return f"{self['authors']} ({self['year'] or 'no date'})"

    @property
    def title_stop(self) -> str:
        """The full stop after the title, where the title brings none."""
        return _closed(self["title"]).removeprefix(self["title"])

    @property
    def published(self) -> str:
        """Place and publisher as a sentence; empty if not given."""
        return _closed(self["publisher"]) if self["publisher"] else ""

    @property
    def plain(self) -> str:
        """The whole reference in the Harvard manner, without mark-up."""
        parts = [f"{self.written_by} {_closed(self['title'])}"]
        if self["publisher"]:
            parts.append(self.published)
        if self["url"]:
            parts.append(f"Available at: {self['url']}")
        if self["url"] and self["accessed"]:
            parts.append(f"(accessed {self['accessed']:%-d %B %Y}).")
        return " ".join(parts)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


class ReferenceBlock(blocks.StructBlock):
    """One work that a page rests on."""

    authors = blocks.CharBlock(
        max_length=200,
        label="Author or organisation",
        help_text="Surname first: “Smith, J. and Jones, A.”; or the body that issued it.",
    )
    year = blocks.CharBlock(
        max_length=20, required=False, help_text="Of publication, such as 2008 or c. 2009."
    )
    title = blocks.CharBlock(max_length=250)
    publisher = blocks.CharBlock(
        max_length=200, required=False, help_text="Place and publisher, journal and pages, series."
    )
    url = blocks.URLBlock(
        required=False, label="Web address", help_text="Where it can be read, if it is online."
    )
    licence = blocks.CharBlock(
        max_length=120,
        required=False,
        help_text="What a reader may do with it, such as Open Government Licence.",
    )
    accessed = blocks.DateBlock(
        required=False, label="Last seen on", help_text="When you last opened that address."
    )

    class Meta:
        template = "blocks/reference.html"
        value_class = ReferenceValue
        group = "Sources"
        label = "Reference"
        icon = "openquote"
        description = "A report, article, guide or law, so that a reader can find and cite it."
        preview_value = {
            "authors": "Example, A. and Sample, B.",
            "year": "2024",
            "title": "What children told us",
            "publisher": "Sampleton: Example Press",
            "url": "https://example.org/what-children-told-us",
            "licence": "",
            "accessed": None,
        }
