"""What of an edition one reader gets: the common parts, and the items about what they asked for.

Pure: no database. Who asked for nothing gets all of it, and an item that is about nothing in
particular goes to everybody: in doubt a reader gets an item rather than misses it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from newsletters.contents import EditionContent, Item, Section

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


def with_missed(content: EditionContent, missed: Iterable[Item]) -> EditionContent:
    """The edition with what earlier ones announced, in short, at its end."""
    items = tuple(replace(item, blurb="", image_url="", image_alt="") for item in missed)
    if not items:
        return content
    return replace(content, sections=(*content.sections, Section(CATCHING_UP, items)))
