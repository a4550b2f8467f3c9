"""Rows of houses: the street under a page's title, and the same street in the evening."""

from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

from content.art import shapes
from content.art.shapes import path, picture

# The lines run on past both edges of every picture: they never begin or end on a page.
FAR = 2400


@dataclass(frozen=True, slots=True)
class House:
    """One building: where it starts within its group, how big it is, and what one sees of it."""

    x: float
    width: float
    height: float
    face: str
    roof: str = "gable"
    chimney: bool = False

    def moved(self, by: float) -> "House":
        """The same house further along."""
        return House(self.x + by, self.width, self.height, self.face, self.roof, self.chimney)

    def line(self, base: float) -> str:
        """The child's line over its roof."""
        over = shapes.over_flat if self.roof == "flat" else shapes.over_gable
        return over(self.x, base, self.width, self.height)

    def wall(self, base: float) -> str:
        """Its front."""
        front = shapes.flat if self.roof == "flat" else shapes.gable
        return front(self.x, base, self.width, self.height)


Group = tuple[House, ...]

LEFT: tuple[Group, ...] = (
    (House(0, 58, 60, "one"), House(58, 58, 60, "one", chimney=True)),
    (House(0, 62, 66, "two"), House(62, 62, 66, "two", chimney=True), House(124, 62, 66, "door")),
    (House(0, 70, 70, "two", chimney=True), House(90, 100, 55, "two", "flat")),
    (House(0, 84, 92, "door", chimney=True), House(84, 54, 56, "one")),
    (House(0, 62, 66, "one"), House(62, 80, 48, "two", "flat")),
)
RIGHT: tuple[Group, ...] = (
    (House(0, 84, 104, "door", chimney=True), House(84, 96, 58, "rows", "flat")),
    (House(0, 96, 118, "door"), House(120, 58, 60, "one")),
    (House(0, 104, 118, "door", chimney=True), House(104, 84, 56, "two", "flat")),
    (House(0, 58, 60, "one"), House(58, 96, 112, "door", chimney=True)),
    (House(0, 90, 52, "rows", "flat"), House(90, 84, 96, "door", chimney=True)),
)


def _row(house: House, base: float, storeys: int) -> str:
    width, wall = house.width * 0.15, house.height
    if house.roof == "gable":
        wall -= house.width * 0.46
    return "".join(
        shapes.window(
            house.x + house.width * (0.15 + 0.275 * column),
            base - wall * (0.14 + 0.46 * storey),
            width,
            width * 1.1,
            "a-lit" if (storey + column) % 2 == 0 else "a-unlit-day",
        )
        for storey in range(storeys)
        for column in range(3)
    )


def _face(house: House, base: float) -> str:
    x, width, height = house.x, house.width, house.height
    if house.face == "one":
        return shapes.window(x + width * 0.35, base - height * 0.2, width * 0.3, width * 0.33)
    if house.face == "two":
        size, sill = width * 0.2, base - height * 0.22
        return shapes.window(x + width * 0.2, sill, size, size * 1.15) + shapes.window(
            x + width * 0.6, sill, size, size * 1.15
        )
    if house.face == "door":
        size = width * 0.22
        return shapes.door(x + width * 0.58, base, size, height * 0.36) + shapes.window(
            x + width * 0.18, base - height * 0.18, size, size * 1.1
        )
    return _row(house, base, 2)


def houses_for(seed: object) -> Group:
    """The street that belongs to a page: the same page always stands in the same one."""
    value = crc32(str(seed).encode())
    left, right = LEFT[value % len(LEFT)], RIGHT[value // len(LEFT) % len(RIGHT)]
    gap = 26 + value // 25 % 3 * 8
    left_width = left[-1].x + left[-1].width
    right_width = right[-1].x + right[-1].width
    start = 442 - right_width - gap - left_width
    return tuple(house.moved(start) for house in left) + tuple(
        house.moved(start + left_width + gap) for house in right
    )


@lru_cache(maxsize=256)
def street(seed: object) -> str:
    """The ground of a page's head: the child's line over the roofs, the parent's just below."""
    base, width = 176, 460
    houses = houses_for(seed)
    chimneys = (
        shapes.chimney(house.x, base, house.width, house.height)
        for house in houses
        if house.chimney
    )
    return picture(
        "art street",
        width,
        190,
        *chimneys,
        *(path("a-wall", house.wall(base)) for house in houses),
        *(_face(house, base) for house in houses),
        path("a-parent", f"M-{FAR} {base + 9}H{width + FAR}"),
        path("a-child", f"M-{FAR} {base}{''.join(h.line(base) for h in houses)}H{width + FAR}"),
    )


def _pitched(x: float, width: float, height: float) -> House:
    return House(x, width, height, "two")


def _flat(x: float, width: float, height: float) -> House:
    return House(x, width, height, "row", "flat")


# Each house with its number of lit windows; a flat roof covers four, a pitched one two.
SKYLINE = (
    (_pitched(30, 70, 74), 1), (_pitched(100, 54, 58), 0), (_flat(196, 92, 46), 3),
    (_pitched(288, 66, 84), 1), (_pitched(400, 48, 52), 1), (_pitched(448, 48, 52), 1),
    (_pitched(496, 48, 52), 0), (_pitched(620, 74, 80), 2), (_flat(694, 110, 44), 4),
    (_pitched(864, 58, 64), 1), (_pitched(966, 84, 88), 2), (_pitched(1050, 60, 60), 1),
    (_pitched(1110, 60, 60), 0),
)  # fmt: skip
MASTHEAD = (
    (_pitched(26, 66, 72), 1), (_pitched(92, 52, 56), 2), (_flat(200, 92, 44), 3),
    (_pitched(292, 70, 84), 2), (_flat(362, 92, 44), 3), (_pitched(500, 48, 52), 1),
    (_pitched(548, 48, 52), 2),
)  # fmt: skip


def _evening(css_class: str, spec: tuple[tuple[House, int], ...], width: float, base: float) -> str:
    lights = []
    for house, lit in spec:
        for index in range(4 if house.roof == "flat" else 2):
            css = "a-lit" if index < lit else "a-unlit"
            if house.roof == "flat":
                x = house.x + 8 + index * (house.width - 10) / 4
                lights.append(shapes.window(x, base - 12, 13, 16, css))
            else:
                x = house.x + house.width * (0.2 + 0.38 * index)
                size = house.width * 0.22, house.width * 0.25
                lights.append(shapes.window(x, base - 12, *size, css))
    line = f"M-{FAR} {base}{''.join(house.line(base) for house, _ in spec)}H{width + FAR}"
    return picture(
        css_class,
        width,
        108,
        path("a-wall", "".join(house.wall(base) for house, _ in spec)),
        *lights,
        path("a-child", line),
        path("a-parent", f"M-{FAR} {base + 9}H{width + FAR}"),
    )


@cache
def skyline() -> str:
    """The end of every page: the same street in the evening, lights on."""
    return _evening("art site-footer__skyline", SKYLINE, 1216, 96)


@cache
def masthead() -> str:
    """The head of an edition, as in the letter."""
    return _evening("art", MASTHEAD, 620, 92)
