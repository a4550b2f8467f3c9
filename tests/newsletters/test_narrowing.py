"""What of an edition one reader gets, by what they asked for."""

from dataclasses import replace
from datetime import date

import pytest

from newsletters.contents import Button, EditionContent, Section, Text
from newsletters.narrowing import (
    CATCHING_UP,
    Interests,
    Missed,
    kept_items,
    narrowed,
    with_missed,
)
from tests.newsletters.contents import PROSE, SENDER, content, item, training

LEEDS = frozenset({"leeds", "yorkshire-and-the-humber", "england"})
EDITION = replace(
    content(),
    sections=(
        Section("Everybody", (item(1, about=("topic:visits",)), Text(PROSE)), is_common=True),
        Section(
            "Library",
            (
                item(2, about=("topic:visits", "sector:schools")),
                Text(PROSE),
                item(3, about=("sector:police",)),
                item(4),
                Button("All of it", "https://hub.example.org/library/"),
            ),
        ),
        Section("Words", (Text(PROSE),)),
        Section("Training", (training(5, places=("north-west",)),)),
    ),
)


def reads(interests):
    """The numbers of the items that somebody gets, in the order of reading."""
    kept = kept_items(EDITION, interests)
    return [it.page_id for it in narrowed(EDITION, kept).items]


@pytest.mark.parametrize(
    ("chosen", "near", "numbers"),
    [
        (set(), set(), [1, 2, 3, 4, 5]),
        ({"topic:visits"}, set(), [1, 2, 4, 5]),
        ({"sector:police"}, set(), [1, 3, 4, 5]),
        ({"sector:police", "topic:visits"}, set(), [1, 2, 3, 4, 5]),
        ({"topic:nobody-writes-about"}, set(), [1, 4, 5]),
        (set(), LEEDS, [1, 2, 3, 4]),
        (set(), {"bolton", "north-west", "england"}, [1, 2, 3, 4, 5]),
    ],
)
def test_the_common_part_and_what_they_asked_for(chosen, near, numbers):
    assert reads(Interests(frozenset(chosen), frozenset(near))) == numbers


def test_a_section_that_loses_all_its_items_goes_with_its_words():
    police = narrowed(EDITION, kept_items(EDITION, Interests(near=LEEDS)))

    assert [section.title for section in police.sections] == ["Everybody", "Library", "Words"]
    assert [block.type for block in police.sections[1].blocks] == [
        *("item", "text", "item", "item", "button")
    ]


def test_readers_who_asked_for_the_same_get_the_same():
    one = Interests(frozenset({"topic:visits"}))
    other = Interests(frozenset({"topic:visits", "topic:nobody-writes-about"}))

    assert kept_items(EDITION, one) == kept_items(EDITION, other)


def said(section):
    return [
        getattr(block, "title", None)
        or ["".join(span.plain for span in line) for it in block.prose for line in it.lines]
        for block in section.blocks
    ]


def test_what_was_missed_stands_at_the_end_in_short_and_shorter_if_need_be():
    one = item(9, title="Nine", url="https://hub.example.org/9/", image_url="https://x.example/a")
    archive = "https://hub.example.org/newsletters/hub-news/"

    *longer, without = with_missed(EDITION, Missed((one,), more=3))

    assert [it.sections[-1].title for it in longer] == [CATCHING_UP] * 3
    (short,) = longer[0].sections[-1].items
    assert (short.page_id, short.blurb, short.image_url) == (9, "", "")
    more = f"And 3 more in the earlier editions ({archive})."
    assert [said(it.sections[-1]) for it in longer] == [
        ["Nine", [more]],
        [["Nine (https://hub.example.org/9/)"], [more]],
        [[f"What was new (4) is in the earlier editions ({archive})."]],
    ]
    assert without is EDITION


def test_who_missed_nothing_is_told_nothing():
    assert list(with_missed(EDITION, Missed())) == [EDITION]


def test_what_was_kept_before_there_were_interests_is_for_everybody():
    old = EDITION.to_json()
    for section in old["sections"]:
        del section["is_common"]
        for block in section["blocks"]:
            for name in ("about", "places", "for_members", "image_url", "image_alt"):
                block.pop(name, None)
    del old["wanted"]

    read = EditionContent.from_json(old)

    assert (read.day, read.sender) == (date(2026, 11, 24), SENDER)
    assert kept_items(read, Interests(frozenset({"topic:x"}), LEEDS)) == frozenset(range(5))


def test_the_signature_changes_with_whom_it_is_for_and_not_with_what_was_left_out():
    assert EDITION.signature == replace(EDITION, left_out=("Gone",)).signature
    assert EDITION.signature == replace(EDITION, day=date(2026, 11, 25)).signature
    common = (replace(EDITION.sections[1], is_common=True), *EDITION.sections[1:])
    assert EDITION.signature != replace(EDITION, sections=common).signature
