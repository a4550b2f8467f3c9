"""What of an edition one reader gets: the common parts, and the items about what they asked for.

Pure: no database. Who asked for nothing gets all of it, and an item that is about nothing in
particular goes to everybody: in doubt a reader gets an item rather than misses it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsletters.contents import EditionContent, Item, Section, Text
from newsletters.prose import Paragraph, Span

CATCHING_UP = "Since your last letter"


@dataclass(frozen=True, slots=True)
class Interests:
    """What somebody told us about themselves, as far as it narrows what they get."""

    chosen: frozenset[str] = frozenset()
    """Topics and sectors, such as "topic:visits"."""
    near: frozenset[str] = frozenset()
    """Where they work, and the places around it; none: anywhere."""

    def want(self, item: Item) -> bool:
        """Whether the item is about any of it, and not bound to somewhere else."""
        about = not self.chosen or not item.about or not self.chosen.isdisjoint(item.about)
        here = not self.near or not item.places or not self.near.isdisjoint(item.places)
        return about and here


@dataclass(frozen=True, slots=True)
class Missed:
    """What earlier editions announced to somebody who had none of them."""

    items: tuple[Item, ...] = ()
    """The newest."""
    more: int = 0
    """So many besides, which a letter has no room to name."""

    @property
    def number(self) -> int:
        return len(self.items) + self.more

    def __bool__(self) -> bool:
        return bool(self.number)


def kept_items(content: EditionContent, interests: Interests) -> frozenset[int]:
    """Which of its items they get, by their place in the order of reading."""
    sections = ((section.is_common, item) for section in content.sections for item in section.items)
    return frozenset(
        place
        for place, (is_common, item) in enumerate(sections)
        if is_common or interests.want(item)
    )


def narrowed(content: EditionContent, kept: frozenset[int]) -> EditionContent:
    """The edition with these items alone; a section that loses all of its items goes with them."""
    place, sections = 0, []
    for section in content.sections:
        places = range(place, place := place + len(section.items))
        if places and kept.isdisjoint(places):
            continue
        number = iter(places)
        blocks = tuple(
            block for block in section.blocks if not isinstance(block, Item) or next(number) in kept
        )
        sections.append(replace(section, blocks=blocks))
    return replace(content, sections=tuple(sections))


def with_missed(content: EditionContent, missed: Missed) -> Iterator[EditionContent]:
    """The edition with what earlier ones announced, in short, at its end.

    After that the same in ever fewer words, for letters that would be too long with it.
    """
    if missed:
        lines = tuple((Span(item.title, href=item.url),) for item in missed.items)
        titles = Text((Paragraph(lines, is_list=True),))
        yield _ending_in(content, *(_short(item) for item in missed.items), *_more(content, missed))
        yield _ending_in(content, titles, *_more(content, missed))
        yield _ending_in(content, *_more(content, Missed(more=missed.number)))
    yield content


def _ending_in(content: EditionContent, *blocks: Item | Text) -> EditionContent:
    return replace(content, sections=(*content.sections, Section(CATCHING_UP, blocks)))


def _short(item: Item) -> Item:
    return replace(item, blurb="", image_url="", image_alt="")


def _more(content: EditionContent, missed: Missed) -> list[Text]:
    """How many are not named, and where they are."""
    if not missed.more:
        return []
    words = f"And {missed.more} more" if missed.items else f"What was new ({missed.more}) is"
    earlier = Span("earlier editions", href=content.archive_url)
    return [Text((Paragraph(((Span(f"{words} in the "), earlier, Span(".")),)),))]
