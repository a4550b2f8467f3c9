"""The site's drawings as pixels, where SVG is not shown: in the previews of shared links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from PIL import ImageDraw

PATH = re.compile(r'<path class="([^"]+)" d="([^"]+)"/>')
PART = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?")
STEPS = 12
"""Straight pieces that stand for one bend."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """How the shapes of one class are drawn: filled, or as a line so many pixels wide."""

    colour: str
    width: float = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a drawing stands on the picture, and how large."""

    x: float
    y: float
    scale: float

    def on(self, point: Point) -> Point:
        """A point of the drawing on the picture."""
        return self.x + point[0] * self.scale, self.y + point[1] * self.scale


def paint(draw: ImageDraw.ImageDraw, svg: str, place: Place, inks: Mapping[str, Ink]) -> None:
    """Draw the paths of a picture in their order; a class without an ink is left out."""
    for css_class, data in PATH.findall(svg):
        ink = inks.get(css_class)
        for line in outlines(data) if ink else ():
            points = [place.on(point) for point in line]
            if ink and ink.width:
                draw.line(points, fill=ink.colour, width=round(ink.width), joint="curve")
            elif ink:
                draw.polygon(points, fill=ink.colour)


def outlines(data: str) -> Iterator[list[Point]]:
    """Each stretch of a path as points: the commands that `shapes` writes, and no others."""
    parts = PART.findall(data)
    line: list[Point] = []
    while parts:
        command = parts.pop(0)
        if command == "M":
            if line:
                yield line
            line = [_take(parts)]
        elif command in "Zz":
            line.append(line[0])
        else:
            line += _go_on(command, line[-1], parts)
    if line:
        yield line


def _take(parts: list[str]) -> Point:
    return float(parts.pop(0)), float(parts.pop(0))


def _go_on(command: str, at: Point, parts: list[str]) -> list[Point]:
    """Where one command leads from there."""
    x, y = at
    base_x, base_y = at if command.islower() else (0.0, 0.0)
    match command.upper():
        case "H":
            return [(base_x + float(parts.pop(0)), y)]
        case "V":
            return [(x, base_y + float(parts.pop(0)))]
        case "L":
            dx, dy = _take(parts)
            return [(base_x + dx, base_y + dy)]
        case "Q":
            (bend_x, bend_y), (end_x, end_y) = _take(parts), _take(parts)
            return _bend(at, (base_x + bend_x, base_y + bend_y), (base_x + end_x, base_y + end_y))
        case "A":
            radius, _, _, _, _, across, _ = (float(parts.pop(0)) for _ in range(7))
            return _half_circle((x + across / 2, y), radius)
    raise ValueError(f"Nobody taught this drawing hand the command {command}.")


def _bend(start: Point, bend: Point, end: Point) -> list[Point]:
    points = []
    for step in range(1, STEPS + 1):
        t = step / STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        points.append(
            (
                a * start[0] + b * bend[0] + c * end[0],
                a * start[1] + b * bend[1] + c * end[1],
            )
        )
    return points


def _half_circle(centre: Point, radius: float) -> list[Point]:
    """Over the top, from left to right: the head of a door."""
    angles = (pi * step / STEPS for step in range(1, STEPS + 1))
    return [(centre[0] - radius * cos(angle), centre[1] - radius * sin(angle)) for angle in angles]
