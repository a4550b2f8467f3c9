"""Numbers, sources and the other blocks in words."""

from decimal import Decimal

import pytest
from django.template.loader import get_template

from content.blocks import KeyNumberBlock, ReferenceBlock
from library import blocks


def number(**values):
    return KeyNumberBlock().to_python(values)


@pytest.mark.parametrize(
    ("values", "figure"),
    [
        ({"value": 780}, "780"),
        ({"value": 192912}, "192,912"),
        ({"value": 200000, "precision": "about"}, "About 200,000"),
        ({"value": 5, "precision": "under"}, "Under 5"),
        ({"value": 7, "unit": "%"}, "7%"),
        ({"value": "2.50", "unit": "£"}, "£2.5"),
        ({"value": 2000000, "unit": "£", "precision": "over"}, "Over £2,000,000"),
        ({"value": 12, "unit": "families"}, "12"),
        ({}, ""),
    ],
)
def test_a_number_is_written_as_readers_expect(values, figure):
    assert number(**values).figure == figure


def test_a_unit_that_is_a_word_begins_the_sentence():
    value = number(value=12, unit="families", label="came each week")

    assert value.sentence == "families came each week"


def test_a_number_names_its_source_and_its_date():
    assert number(source="SCIE guide 22", as_at="2008").origin == "SCIE guide 22, 2008"
    assert number(source="SCIE guide 22").origin == "SCIE guide 22"


def test_a_number_is_data():
    assert number(value="780").get("value") == Decimal(780)


def reference(**values):
    return ReferenceBlock().to_python(values)


def test_a_reference_can_be_copied_as_text():
    value = reference(
        authors="Social Care Institute for Excellence",
        year="2008",
        title="Children of prisoners: maintaining family ties",
        publisher="Guide 22. London: SCIE",
    )

    assert value.plain == (
        "Social Care Institute for Excellence (2008) Children of prisoners: maintaining family "
        "ties. Guide 22. London: SCIE."
    )


def test_an_online_reference_says_where_and_when_it_was_seen():
    value = reference(
        authors="Example, A.",
        title="What now?",
        url="https://example.org/what",
        accessed="2026-03-01",
    )

    assert value.plain == (
        "Example, A. (no date) What now? Available at: https://example.org/what "
        "(accessed 1 March 2026)."
    )


def test_a_reference_is_one_sentence_after_another_on_the_page():
    html = ReferenceBlock().render(reference(authors="Example, A.", year="2024", title="What now?"))

    assert " ".join(html.split()) == (
        '<p class="reference"> Example, A. (2024) <cite>What now?</cite> </p>'
    )


OWN = [
    KeyNumberBlock,
    ReferenceBlock,
    blocks.ChallengeBlock,
    blocks.LessonBlock,
    blocks.VoiceBlock,
    blocks.MilestoneBlock,
    blocks.VersionBlock,
]


@pytest.mark.parametrize("block", OWN)
def test_each_block_can_be_previewed_and_says_what_it_is(block):
    made = block()

    assert made.meta.group
    assert made.get_description()
    assert get_template(made.meta.template)
    assert made.render(made.get_preview_value()) is not None


@pytest.mark.parametrize("block", OWN)
def test_a_preview_shows_something(block):
    made = block()

    assert made.render(made.get_preview_value()).strip()
