"""Takes the pictures of docs/pictures: `make pictures`. Same content and clock, same pictures."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from PIL import Image

from tests.architecture.files import ROOT
from tests.look.reading import Notes, window

pytestmark = pytest.mark.django_db
FOLDER = ROOT / "docs/pictures"
MOST = 90_000
"""Bytes of a picture."""
COLOURS = (256, 192, 128, 96, 64)
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}


@dataclass(frozen=True)
class View:
    """Which page, and how it is looked at."""

    leaf: str
    screen: dict[str, int]
    scheme: str = "light"


VIEWS = {
    "home": View("home", WIDE),
    "stage": View("stage", WIDE),
    "library": View("library, chips", WIDE),
    "case-study": View("case study, sample", WIDE),
    "service": View("service", WIDE),
    "event": View("event", WIDE),
    "edition": View("edition", WIDE),
    "letter": View("letter itself, edition", {"width": 680, "height": 860}),
    "join-errors": View("join, errors", WIDE),
    "newsletter-desk": View("desk, newsletters", WIDE),
    "home-phone": View("home", PHONE),
    "home-evening": View("home", WIDE, "dark"),
}
"""The ten main pages, and the first of them on a phone and in the evening."""


def small(shot: bytes) -> bytes:
    """The same picture at two thirds of its width, in as many colours as there is room for."""
    with Image.open(BytesIO(shot)) as picture:
        size = (picture.width * 2 // 3, picture.height * 2 // 3)
        smaller = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    for colours in COLOURS:
        written = BytesIO()
        smaller.quantize(colours, kmeans=3, dither=Image.Dither.NONE).save(
            written, "PNG", optimize=True
        )
        if written.tell() <= MOST:
            return written.getvalue()
    raise AssertionError(f"{written.tell()} bytes are too many")


@pytest.mark.parametrize("name", VIEWS)
def test_take(name, book, address, browser):
    view = VIEWS[name]
    given = {"viewport": view.screen, "color_scheme": view.scheme}
    with window(browser, address, Notes(), **given) as opened:
        page = opened.open(book.leaves[view.leaf])
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        shot = page.screenshot()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(small(shot))
