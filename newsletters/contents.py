"""What an edition says, as plain values: made at approval, kept, and sent from."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Self
from urllib.parse import urljoin

from newsletters.prose import Paragraph, Prose, Span

LONG = 8
"""Items; with more of them a letter begins with its contents."""
FOR_MEMBERS = "For members: sign in to read it"
VERSION = 1
"""Of the kept form. A later one must still read the earlier."""

MOMENTS = ("starts_at", "until")
"""The fields of an item that hold a moment; a JSON column keeps them as words (ISO 8601)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A page of the site, announced."""

    title: str
    url: str
    blurb: str = ""
    kind_label: str = ""
    kind_icon: str = ""
    facts: tuple[str, ...] = ()
    is_sample: bool = False
    starts_at: datetime | None = None
    page_id: int | None = None
    about: tuple[str, ...] = ()
    """Its topics and sectors, such as "topic:visits"; none: it is for everybody."""
    places: tuple[str, ...] = ()
    """The regions or nations outside which it is of no use; none: it is of use everywhere."""
    for_members: bool = False
    image_url: str = ""
    image_alt: str = ""
    until: datetime | None = None
    """From then on it cannot be had any more."""
    type: str = "item"

    def is_over(self, *, since: datetime, at: datetime) -> bool:
        """Whether it began, or could no longer be had, between these two moments."""
        return any(since < it <= at for it in (self.starts_at, self.until) if it)

    @property
    def meta(self) -> str:
        """The short facts in one line, such as "Case study · Telford"."""
        said = [self.kind_label, *self.facts] if self.kind_label else [*self.facts]
        return " · ".join([*said, FOR_MEMBERS] if self.for_members else said)


@dataclass(frozen=True, slots=True)
class Text:
    """A few words between the items."""

    prose: Prose
    type: str = "text"


@dataclass(frozen=True, slots=True)
class Button:
    """One way on."""

    label: str
    url: str
    type: str = "button"


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, with their quotation marks."""

    text: str
    speaker: str = ""
    source: str = ""
    is_sample: bool = False
    type: str = "quote"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and where it comes from."""

    figure: str
    sentence: str
    origin: str = ""
    type: str = "figure"


Block = Item | Text | Button | Quote | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the edition under its own heading."""

    title: str
    blocks: tuple[Block, ...]
    is_common: bool = False
    """Whether it goes to everybody, whatever they asked for."""

    @property
    def items(self) -> list[Item]:
        return [block for block in self.blocks if isinstance(block, Item)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom an edition is for, by the names of terms; a list that is empty asks for nothing."""

    sectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name the letter goes."""

    site: str
    from_email: str
    reply_to: str
    postal_address: str
    helpline_number: str = ""
    helpline_href: str = ""
    helpline_words: str = ""


@dataclass(frozen=True, slots=True)
class EditionContent:
    """Everything a letter and a web page need; nothing about whom it goes to."""

    newsletter: str
    list_id: str
    number: int
    day: date
    title: str
    subject: str
    preheader: str
    url: str
    sender: Sender
    introduction: Prose = ()
    sections: tuple[Section, ...] = ()
    wanted: Wanted = Wanted()
    counts_clicks: bool = False
    """Whether the links of its letters were counted when it left."""
    left_out: tuple[str, ...] = field(default=(), compare=False)

    @property
    def signature(self) -> str:
        """Stands for exactly this: its words, whom it goes to, and what goes to whom.

        Not for its day, which is that on which it leaves.
        """
        said = json.dumps(self.to_json() | {"left_out": [], "day": ""}, sort_keys=True)
        return sha256(said.encode()).hexdigest()

    @property
    def archive_url(self) -> str:
        """Where all editions of the newsletter are: above its own address."""
        return urljoin(self.url, "../")

    @property
    def items(self) -> list[Item]:
        """All pages announced, in the order of reading."""
        return [item for section in self.sections for item in section.items]

    @property
    def is_long(self) -> bool:
        """Whether a reader is better told beforehand what is in it."""
        return len(self.items) > LONG and len(self.sections) > 1

    @property
    def is_sample(self) -> bool:
        """Whether it announces anything made up for demonstration."""
        return any(item.is_sample for item in self.items)

    def to_json(self) -> dict[str, Any]:
        """A form that a JSON column keeps."""
        kept = asdict(self) | {"version": VERSION, "day": self.day.isoformat()}
        for section in kept["sections"]:
            for block in section["blocks"]:
                block |= {name: block[name].isoformat() for name in MOMENTS if block.get(name)}
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Exactly what was kept."""
        values = {key: value for key, value in kept.items() if key != "version"}
        return cls(
            **values
            | {
                "day": date.fromisoformat(kept["day"]),
                "sender": Sender(**kept["sender"]),
                "introduction": _prose(kept["introduction"]),
                "sections": tuple(map(_section, kept["sections"])),
                "wanted": Wanted(**{k: tuple(v) for k, v in kept.get("wanted", {}).items()}),
                "left_out": tuple(kept["left_out"]),
            }
        )


def _section(kept: dict[str, Any]) -> Section:
    return Section(**kept | {"blocks": tuple(_block(block) for block in kept["blocks"])})


def _block(kept: dict[str, Any]) -> Block:
    match kept["type"]:
        case "text":
            return Text(_prose(kept["prose"]))
        case "button":
            return Button(**kept)
        case "quote":
            return Quote(**kept)
        case "figure":
            return Figure(**kept)
    moments = {name: kept.get(name) for name in MOMENTS}
    return Item(
        **kept
        | {
            "facts": tuple(kept["facts"]),
            "about": tuple(kept.get("about", ())),
            "places": tuple(kept.get("places", ())),
        }
        | {name: datetime.fromisoformat(at) if at else None for name, at in moments.items()}
    )


def _prose(kept: list[dict[str, Any]]) -> Prose:
    return tuple(
        Paragraph(
            tuple(tuple(Span(**span) for span in line) for line in paragraph["lines"]),
            is_list=paragraph["is_list"],
        )
        for paragraph in kept
    )
