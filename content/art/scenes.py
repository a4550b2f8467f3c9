"""The pictures that stand alone: the journey, a town at night, a page that is not there."""

from functools import cache, lru_cache
from zlib import crc32

from content.art import shapes
from content.art.shapes import flat, gable, over_flat, over_gable, path, picture

GROUND, BELOW, NIGHT = 150, 336, 166

Building = tuple[float, float, float, str]

# x, width, height, roof
BACK_ROW: tuple[Building, ...] = (
    (4, 82, 214, "gable"), (112, 74, 176, "flat"), (206, 92, 246, "gable"),
    (326, 70, 196, "flat"), (410, 78, 226, "gable"), (514, 80, 188, "gable"),
)  # fmt: skip
FRONT_ROW: tuple[Building, ...] = (
    (46, 92, 128, "gable"), (150, 84, 92, "flat"), (246, 96, 134, "gable"),
    (352, 92, 104, "flat"), (454, 96, 122, "gable"),
)  # fmt: skip
TOWN_BASE = 253
PANE_WIDTH, PANE_HEIGHT, STEP_X, STEP_Y = 7.5, 9.5, 13.5, 15.5


def _homes() -> str:
    """Above ground: home, school, a grandparent's house."""
    ground = GROUND
    school = flat(396, ground, 62, 54) + gable(458, ground, 84, 112, 36) + flat(542, ground, 62, 54)
    return "".join(
        [
            shapes.chimney(40, ground, 140, 146, 62),
            path("a-wall", gable(40, ground + 10, 140, 146, 62)),
            path("a-child-home", gable(80, ground, 60, 84, 27)),
            path("a-wall", school),
            shapes.window(489, ground - 58, 22, 22),
            shapes.door(491, ground, 18, 34),
            *(shapes.window(x, ground - 18, 15, 18) for x in (408, 431, 554, 577)),
            shapes.chimney(838, ground, 84, 96, 38, at=0.2),
            path("a-wall", gable(838, ground, 84, 96, 38)),
            shapes.window(852, ground - 22, 20, 22),
            shapes.door(888, ground, 17, 32),
            path("a-wall", gable(944, ground, 60, 62, 26)),
            shapes.window(964, ground - 12, 20, 18),
        ]
    )


def _halls() -> str:
    """Below ground: court and custody, and the stitches that hold: a call, a letter, a visit."""
    stitches = ((452, BELOW), (608, BELOW - 104), (851, BELOW - 128), (748, BELOW))
    return "".join(
        [
            path("a-hall", gable(538, BELOW, 140, 104, 40)),
            *(shapes.door(x, BELOW, 26, 46, "a-opening") for x in (556, 594, 632)),
            path("a-hall", flat(796, BELOW, 110, 128, 8)),
            shapes.window(841, BELOW - 66, 24, 28),
            *(path("a-stitch", f"M{x} {GROUND + 16}V{end - 7}") for x, end in stitches),
        ]
    )


def _two_lines() -> str:
    """The parent's line leaves the ground and comes back; the child's runs straight on."""
    leaves = f"M-2000 {GROUND + 10}{over_gable(40, GROUND + 10, 140, 146, 62)}"
    leaves += f"H214C236 {GROUND + 10} 250 {GROUND + 10} 262 {NIGHT + 1}"
    away = f"M262 {NIGHT + 1}C286 190 300 {BELOW} 352 {BELOW}{over_gable(538, BELOW, 140, 104, 40)}"
    away += (
        f"{over_flat(796, BELOW, 110, 128, 8)}H990C1066 {BELOW} 1084 {NIGHT + 50} 1146 {NIGHT + 1}"
    )
    back = f"M1146 {NIGHT + 1}C1158 {GROUND + 11} 1172 {GROUND + 10} 1192 {GROUND + 10}H3300"
    child = "".join(
        [
            f"M-2000 {GROUND}",
            over_gable(80, GROUND, 60, 84, 27),
            over_flat(396, GROUND, 62, 54),
            over_gable(458, GROUND, 84, 112, 36),
            over_flat(542, GROUND, 62, 54),
            over_gable(838, GROUND, 84, 96, 38),
            over_gable(944, GROUND, 60, 62, 26),
            "H3300",
        ]
    )
    return (
        path("a-parent", leaves)
        + path("a-parent a-parent--below", away)
        + path("a-parent", back)
        + path("a-child", child)
    )


@cache
def journey() -> str:
    """Home: a child's street above, the parent's way through arrest, court and custody below."""
    nodes = ((364, BELOW), (608, BELOW), (851, BELOW), (1089, 243))
    return picture(
        "art journey__art",
        1216,
        352,
        '<circle class="a-sun" cx="934" cy="70" r="34"/>',
        path("a-ground", f"M-2000 {NIGHT}H3300V470H-2000Z"),
        _homes(),
        _halls(),
        path("a-string", "M640 150C660 112 646 84 672 58"),
        path("a-kite", "M684 2l24 24-32 40-8-44z"),
        path("a-kite-fold", "M684 2l-8 64M668 22l40 4"),
        _two_lines(),
        *(f'<circle class="a-node" cx="{x}" cy="{y}" r="9"/>' for x, y in nodes),
    )


@cache
def journey_narrow() -> str:
    """The same home for a phone: the parent's line goes on down the list below."""
    ground = GROUND
    child = over_gable(44, ground, 56, 78, 25)
    child += over_gable(196, ground, 66, 88, 30) + over_flat(262, ground, 48, 44)
    return picture(
        "art journey__street",
        358,
        ground + 16,
        '<circle class="a-sun" cx="172" cy="40" r="24"/>',
        path("a-ground", f"M-900 {ground + 16}H1300V{ground + 60}H-900Z"),
        shapes.chimney(8, ground, 128, 136, 57),
        path("a-wall", gable(8, ground + 10, 128, 136, 57)),
        path("a-child-home", gable(44, ground, 56, 78, 25)),
        path("a-wall", gable(196, ground, 66, 88, 30) + flat(262, ground, 48, 44)),
        shapes.window(220, ground - 46, 18, 18),
        shapes.door(221, ground, 15, 28),
        shapes.window(270, ground - 14, 12, 15),
        shapes.window(289, ground - 14, 12, 15),
        path("a-string", "M318 150C334 124 324 108 338 92"),
        path("a-kite", "M346 44l19 19-25 32-7-35z"),
        path("a-kite-fold", "M346 44l-6 51M333 60l32 3"),
        path("a-parent", f"M-900 {ground + 10}{over_gable(8, ground + 10, 128, 136, 57)}H1300"),
        path("a-child", f"M-900 {ground}{child}H1300"),
    )


@cache
def stage_home() -> str:
    """Stands on the child's line above the stage a page is about."""
    base = 78
    line = over_gable(14, base, 66, 76).removeprefix("H14") + over_gable(80, base, 42, 46)
    return picture(
        "art stage-strip__home",
        128,
        80,
        shapes.chimney(14, base, 66, 76),
        path("a-wall", gable(14, base, 66, 76) + gable(80, base, 42, 46)),
        shapes.window(25, base - 13, 15, 17),
        shapes.door(54, base, 14, 26),
        shapes.window(94, base - 9, 14, 15),
        path("a-child", f"M14 {base}{line}"),
    )


@cache
def lost() -> str:
    """Not found: the child's line takes a loop with a kite before it finds the ground again."""
    base = 270
    loop = f"H90C200 {base} 300 210 290 150S190 84 176 150s70 120 170 {base - 150}"
    return picture(
        "art lost",
        640,
        320,
        '<circle class="a-sun" cx="118" cy="84" r="34"/>',
        shapes.chimney(462, base, 104, 118),
        path("a-wall", gable(462, base, 104, 118)),
        shapes.window(482, base - 26, 24, 26),
        shapes.door(530, base, 20, 40),
        path("a-parent", f"M-2400 {base + 9}H3000"),
        path("a-child", f"M-2400 {base}{loop}{over_gable(462, base, 104, 118)}H3000"),
        path("a-string", "M290 150C330 120 330 96 352 70"),
        path("a-kite", "M366 14l24 24-32 40-8-44z"),
        path("a-kite-fold", "M366 14l-8 64M350 34l40 4"),
    )


def _panes(building: Building, lowest: float) -> list[tuple[float, float]]:
    """The windows of one house above `lowest`, row by row, and one under the ridge."""
    x, width, height, kind = building
    roof = width * 0.46 if kind == "gable" else 8
    columns = int((width - 16 + (STEP_X - PANE_WIDTH)) // STEP_X)
    left = x + (width - (columns * STEP_X - (STEP_X - PANE_WIDTH))) / 2
    top, y = TOWN_BASE - height + roof, TOWN_BASE - 12.0
    panes: list[tuple[float, float]] = []
    while y - PANE_HEIGHT > top:
        if y <= lowest:
            panes += [(left + column * STEP_X, y) for column in range(columns)]
        y -= STEP_Y
    if kind == "gable":
        panes.append((x + width / 2 - PANE_WIDTH / 2, TOWN_BASE - height + roof * 0.86))
    return panes


def _hidden(pane: tuple[float, float]) -> bool:
    """Whether a house in the front row would cut this window."""
    x, y = pane
    return any(
        front - 3 < x + PANE_WIDTH and x < front + width + 3 and y > TOWN_BASE - height - 2
        for front, width, height, _ in FRONT_ROW
    )


def _walls(row: tuple[Building, ...]) -> str:
    return "".join(
        (gable if kind == "gable" else flat)(x, TOWN_BASE, width, height)
        for x, width, height, kind in row
    )


@lru_cache(maxsize=16)
def town(lit: int) -> str:
    """A town in the evening with so many lit windows; nothing when it has too few for them."""
    back = [p for b in BACK_ROW for p in _panes(b, TOWN_BASE - 136) if not _hidden(p)]
    front = [p for b in FRONT_ROW for p in _panes(b, TOWN_BASE)]
    everything = back + front
    if not 0 < lit <= len(everything):
        return ""
    order = sorted(range(len(everything)), key=lambda i: crc32(f"window {i}".encode()))
    burning = {everything[i] for i in order[:lit]}

    def shapes_of(panes: list[tuple[float, float]], *, on: bool) -> str:
        pane = f"v-{PANE_HEIGHT}h{PANE_WIDTH}v{PANE_HEIGHT}z"
        return "".join(
            f"M{shapes.number(x)} {shapes.number(y)}{pane}"
            for x, y in panes
            if ((x, y) in burning) is on
        )

    def draw(panes: list[tuple[float, float]]) -> str:
        return path("a-town-dark", shapes_of(panes, on=False)) + path(
            "a-lit", shapes_of(panes, on=True)
        )

    return picture(
        "art key-band__windows",
        600,
        270,
        path("a-town-back", _walls(BACK_ROW)),
        draw(back),
        path("a-town", _walls(FRONT_ROW)),
        draw(front),
        path("a-child", f"M-2400 {TOWN_BASE}H3600"),
        path("a-parent", f"M-2400 {TOWN_BASE + 6.5}H3600"),
    )
