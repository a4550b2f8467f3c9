"""The words of an edition that its editors wrote or took over, as plain text.

Not among them: what others said (quotations), what the site writes (facts, kinds), and the words of
key statistics, which are changed where they are kept.
"""

from newsletters.contents import EditionContent, Item, Text
from newsletters.prose import Prose, Span


def lines(content: EditionContent) -> list[str]:
    """Each stretch that stands alone: a title, a blurb, a paragraph, an entry of a list."""
    found = [content.title, content.subject, *_lines_of(content.introduction)]
    for section in content.sections:
        found.append(section.title)
        for block in section.blocks:
            if isinstance(block, Item):
                found += [block.title, block.blurb]
            elif isinstance(block, Text):
                found += _lines_of(block.prose)
    return _each_once(found)


def running(content: EditionContent) -> list[str]:
    """The same without titles, which are no sentences; the subject is one that everybody reads."""
    found = [content.subject, *_lines_of(content.introduction)]
    for section in content.sections:
        for block in section.blocks:
            if isinstance(block, Item):
                found.append(block.blurb)
            elif isinstance(block, Text):
                found += _lines_of(block.prose)
    return _each_once(found)


def spans(content: EditionContent) -> list[Span]:
    """The pieces of what was written with links in it."""
    blocks = (block for section in content.sections for block in section.blocks)
    written = [content.introduction, *(it.prose for it in blocks if isinstance(it, Text))]
    return [span for prose in written for part in prose for line in part.lines for span in line]


def _lines_of(prose: Prose) -> list[str]:
    return ["".join(span.text for span in line) for part in prose for line in part.lines]


def _each_once(found: list[str]) -> list[str]:
    """Without what is empty, and without what was said before."""
    return list(dict.fromkeys(line for it in found if (line := " ".join(it.split()))))
