"""The picture of a shared link."""

from io import BytesIO

import pytest
from PIL import Image

from content.art import cards, pixels
from content.art.cards import HEIGHT, MARGIN, TITLE_BOTTOM, TITLE_TOP, WIDTH, card, drawable, fitted

TITLES = [
    "A",
    "Know what helps a child when a parent goes to prison",
    "word " * 51,
    "W" * 255,
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 4,
]


def opened(title, name="Alongside"):
    return Image.open(BytesIO(card(title, name, seed=7))).convert("RGB")


def test_it_has_the_size_that_is_promised_and_is_a_small_png():
    data = card("Families do matter", "Alongside", seed=7)

    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(data) < 60_000


def test_title_street_and_both_lines_are_on_it():
    picture = opened("Families do matter")

    def colours(*box):
        return {colour for _, colour in picture.crop(box).getcolors(10**6)}

    def near(wanted, found):
        return any(sum(abs(a - b) for a, b in zip(wanted, one, strict=True)) < 24 for one in found)

    assert near((246, 250, 248), colours(MARGIN, TITLE_TOP, WIDTH - MARGIN, TITLE_BOTTOM))
    assert near((255, 200, 80), colours(412, 380, WIDTH, 575))
    left_edge = colours(0, 560, 4, 600)
    assert near((255, 159, 112), left_edge)
    assert near((196, 218, 222), left_edge)


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:12])
def test_a_title_never_leaves_its_place(title):
    size, lines = fitted(drawable(title))

    assert size in cards.SIZES
    assert len(lines) * size * cards.LINE <= TITLE_BOTTOM - TITLE_TOP
    for line in lines:
        assert cards.length(line, cards.SERIF, size) <= WIDTH - 2 * MARGIN
    picture = opened(title)
    night = picture.getpixel((4, 4))
    for edge in ((0, 0, MARGIN - 4, 540), (WIDTH - MARGIN + 4, 0, WIDTH, 360)):
        assert {colour for _, colour in picture.crop(edge).getcolors(10**6)} == {night}


def test_a_long_title_is_smaller_and_only_the_longest_is_cut():
    short, _ = fitted("Families do matter")
    long, lines = fitted(TITLES[1] + ", at home, at school and on a visit")

    assert long < short
    assert "…" not in "".join(lines)
    assert fitted(TITLES[2].strip())[1][-1].endswith("…")


def test_other_words_and_other_seeds_make_other_pictures_and_the_same_the_same():
    assert card("One", "Alongside", seed=1) == card("One", "Alongside", seed=1)
    assert card("One", "Alongside", seed=1) != card("Two", "Alongside", seed=1)
    assert card("One", "Alongside", seed=1) != card("One", "Alongside", seed=2)


def test_letters_are_drawn_as_far_as_our_fonts_have_them():
    assert drawable("Cefnogi plant yn y tŷ, ŵyl") == "Cefnogi plant yn y tŷ, ŵyl"
    assert drawable("Šárka 日本 😀 \u202etxt\x00") == "Sárka txt"
    assert fitted(drawable("😀"))[1] == [""]
    assert opened("😀").size == (WIDTH, HEIGHT)


def test_a_path_becomes_the_points_that_a_browser_would_draw():
    (line,) = pixels.outlines("M10 20h5v-5H0V30L4 4Z")

    assert line == [(10, 20), (15, 20), (15, 15), (0, 15), (0, 30), (4, 4), (10, 20)]


def test_a_command_that_the_site_never_draws_is_an_error_not_a_wrong_picture():
    with pytest.raises(ValueError, match="command C"):
        list(pixels.outlines("M0 0C1 1 2 2 3 3"))
