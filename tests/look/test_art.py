"""The pictures."""

import re

from content.art import scenes, signs, streets

ALL = {
    "journey": scenes.journey(),
    "journey on a phone": scenes.journey_narrow(),
    "house of a stage": scenes.stage_home(),
    "lost": scenes.lost(),
    "town": scenes.town(193),
    "street": streets.street("1"),
    "skyline": streets.skyline(),
    "masthead": streets.masthead(),
    "mark": signs.mark(),
    "icon": signs.icon("phone", sprite="/icons.svg"),
    "house": signs.house("guide", sprite="/icons.svg"),
    "windows": signs.windows(("described", "nothing")),
}


def panes(svg, css_class):
    return sum(d.count("M") for d in re.findall(rf'class="{css_class}" d="([^"]+)"', svg))


def test_pictures_are_silent_and_carry_no_style():
    for name, svg in ALL.items():
        assert 'aria-hidden="true"' in svg, name
        assert "style" not in svg, name


def test_a_page_always_stands_in_the_same_street_and_others_in_others():
    assert streets.street("7") == streets.street("7")
    assert len({streets.street(str(page)) for page in range(60)}) > 20


def test_every_street_ends_before_the_edge():
    for page in range(200):
        houses = streets.houses_for(page)
        assert houses[0].x >= 0
        assert houses[-1].x + houses[-1].width <= 460


def test_a_town_has_just_as_many_lit_windows_as_it_was_told():
    for count in (1, 57, 193):
        assert panes(scenes.town(count), "a-lit") == count


def test_a_town_too_small_for_its_figure_is_not_drawn():
    assert scenes.town(100_000) == ""
    assert scenes.town(0) == ""


def test_each_status_has_a_window_of_its_own():
    drawings = {signs.windows((status,)) for status in signs.STATUS_WORDS}

    assert len(drawings) == len(signs.STATUS_WORDS)


def test_a_kind_without_a_sign_gets_the_sheet_of_paper():
    assert "#i-resource" in signs.house('"><script>', sprite="/icons.svg")
