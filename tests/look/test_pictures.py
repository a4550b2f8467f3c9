"""The pictures of the main pages lie where the README shows them."""

import re

import pytest

from tests.look.pictures import FOLDER, MOST, ROOT, VIEWS

SHOWN = dict(
    re.findall(
        r'<img src="docs/pictures/([^"]+)\.png"[^>]* alt="([^"]+)"',
        (ROOT / "README.md").read_text(),
    )
)


def test_every_picture_is_one_that_can_be_taken_anew():
    assert {it.stem for it in FOLDER.glob("*")} == set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_is_small_and_shown_with_words_for_those_who_cannot_see_it(name):
    assert (FOLDER / f"{name}.png").stat().st_size <= MOST
    assert len(SHOWN[name]) > 20
