"""What an editor sets for the sections of a newsletter: from what, how much, and for whom."""

from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from newsletters.enums import Section, Source

MOST_A_SECTION = 6
"""What is left over is one link, so that a first edition does not bring the whole library."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One section of the next draft."""

    source: Source
    title: str
    most: int = MOST_A_SECTION
    is_common: bool = False


class SectionRuleBlock(blocks.StructBlock):
    """One section of each draft."""

    source = blocks.ChoiceBlock(choices=Source.choices, label="Takes its items from")
    title = blocks.CharBlock(
        max_length=80, required=False, help_text="Left empty, the name of what it takes from."
    )
    most = blocks.IntegerBlock(
        min_value=1, max_value=20, default=MOST_A_SECTION, label="Items at most"
    )
    is_common = blocks.BooleanBlock(
        required=False,
        label="For everybody",
        help_text="Unticked, each reader gets the items about what they asked for.",
    )

    class Meta:
        label = "Section"
        icon = "list-ul"


def rules(sections: Any) -> list[Rule]:
    """The rules as set; without any, one for each section there is."""
    if not sections:
        return [Rule(Source(section), section.label) for section in Section]
    return [_rule(block.value) for block in sections]


def _rule(value: Any) -> Rule:
    source = Source(value["source"])
    title = value.get("title") or source.label.partition(":")[0]
    return Rule(source, title, most=value["most"], is_common=bool(value["is_common"]))
