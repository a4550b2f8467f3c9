"""The picture of a shared link: the page's own street at night, and its title above."""

import re
import unicodedata
from functools import lru_cache
from io import BytesIO
from itertools import groupby

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from content.art import shapes, streets
from content.art.pixels import Ink, Place, paint

VERSION = 1
"""Of the drawing: a new one gives every picture a new address."""
WIDTH, HEIGHT = 1200, 630
MARGIN = 72
SMOOTH = 2
"""Drawn so many times larger, then made smaller: that rounds the edges."""

NIGHT, RAISED, LAMP, KITE = "#0f3542", "#1b4857", "#ffc850", "#ff9f70"
WORDS, SOFT, ON_LAMP = "#f6faf8", "#c4dade", "#0f2f3a"
"""The tokens of a deep band (static/css/tokens.css)."""

STREET = Place(412, 285, 1.62)
TITLE_TOP, TITLE_BOTTOM = 126, 356
SIZES = range(84, 43, -4)
LINE = 1.14
NAME_SIZE = 30

SERIF = ("fonts/vollkorn-latin-600.woff2", "fonts/vollkorn-welsh-600.woff2")
SANS = ("fonts/radio-canada-latin-wght.woff2", "fonts/radio-canada-welsh-wght.woff2")
WEIGHT = 600
"""Of the sans-serif, which is variable; the other file has this weight alone."""
WELSH = frozenset("ŴŵŶŷ")
LATIN = re.compile(
    "[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122]"
)
"""What the files of our fonts hold; static/fonts/README.md says so."""

INKS = {
    "a-chimney": Ink(RAISED),
    "a-wall": Ink(RAISED),
    "a-lit": Ink(LAMP),
    "a-unlit-day": Ink(NIGHT),
    "a-door": Ink(NIGHT),
    "a-mullion": Ink(ON_LAMP, 1.5),
    "a-mullion a-mullion--unlit": Ink(RAISED, 1.5),
    "a-parent": Ink(SOFT, 4),
    "a-child": Ink(KITE, 4),
}

Fonts = tuple[str, str]


def card(title: str, name: str, *, seed: object) -> bytes:
    """A PNG of 1200 by 630 pixels; the same words and seed give the same picture."""
    image = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), NIGHT)
    draw = ImageDraw.Draw(image)
    inks = {key: Ink(ink.colour, ink.width * SMOOTH) for key, ink in INKS.items()}
    _paint(draw, streets.street(str(seed)), STREET, inks)
    _paint(draw, shapes.window(MARGIN, 98, 26, 30), Place(0, 0, 1), inks)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(small)
    _write(draw, (MARGIN + 42, 94), drawable(name), SANS, NAME_SIZE, LAMP)
    size, lines = fitted(drawable(title))
    for number, line in enumerate(lines):
        baseline = TITLE_TOP + size + round(number * size * LINE)
        _write(draw, (MARGIN, baseline), line, SERIF, size, WORDS)
    written = BytesIO()
    small.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        written, "PNG", optimize=True
    )
    return written.getvalue()


def drawable(text: str) -> str:
    """The text in letters that our fonts have; a letter with a strange accent loses it."""
    spaced = " ".join(text.split())
    letters = (
        letter if letter in WELSH or LATIN.match(letter) else _plain(letter)
        for letter in unicodedata.normalize("NFC", spaced)
    )
    return " ".join("".join(letters).split())


def fitted(text: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits its place, and its lines; the longest is cut."""
    for size in SIZES:
        lines = _wrapped(text, size)
        most = int((TITLE_BOTTOM - TITLE_TOP) / (size * LINE))
        if len(lines) <= most:
            return size, lines
    kept = lines[:most]
    while length(f"{kept[-1]}…", SERIF, size) > WIDTH - 2 * MARGIN:
        kept[-1] = kept[-1][:-1].rstrip()
    kept[-1] += "…"
    return size, kept


def length(text: str, fonts: Fonts, size: int) -> float:
    """How wide the text is."""
    return sum(_font(file, size).getlength(run) for file, run in _runs(text, fonts))


def _paint(draw: ImageDraw.ImageDraw, svg: str, at: Place, inks: dict[str, Ink]) -> None:
    paint(draw, svg, Place(at.x * SMOOTH, at.y * SMOOTH, at.scale * SMOOTH), inks)


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in base if LATIN.match(part))


def _wrapped(text: str, size: int) -> list[str]:
    """Lines that are never wider than the place; a word that is, is broken."""
    widest = WIDTH - 2 * MARGIN
    lines = [""]
    for word in text.split(" "):
        if length(f"{lines[-1]} {word}".strip(), SERIF, size) <= widest:
            lines[-1] = f"{lines[-1]} {word}".strip()
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if length(lines[-1] + letter, SERIF, size) > widest:
                lines.append("")
            lines[-1] += letter
    return lines


def _write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    fonts: Fonts,
    size: int,
    colour: str,
) -> None:
    """Write a line; `at` is where its baseline begins."""
    x, y = at
    for file, run in _runs(text, fonts):
        font = _font(file, size)
        draw.text((x, y), run, font=font, fill=colour, anchor="ls")
        x += font.getlength(run)


def _runs(text: str, fonts: Fonts) -> list[tuple[str, str]]:
    """The text in stretches, each with the file that has its letters."""
    latin, welsh = fonts
    return [
        (welsh if is_welsh else latin, "".join(letters))
        for is_welsh, letters in groupby(text, key=lambda letter: letter in WELSH)
    ]


@lru_cache(maxsize=64)
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    path = finders.find(file)
    if not isinstance(path, str):
        raise FileNotFoundError(file)
    font = ImageFont.truetype(path, size)
    if file in SANS:
        font.set_variation_by_axes([WEIGHT])
    return font
