"""The first halves of postcodes: where each lies, and in which authorities.

The table travels with the code (`make outcodes` says from what it is made), so that nothing is
asked of anybody when a reader types a postcode. Its second half is never needed.
"""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

TABLE = Path(__file__).with_suffix(".csv")
SHAPE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9]([A-Z]{2})?)?", re.ASCII)
EARTH_MILES = 3959.0

Point = tuple[float, float]
"""Latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Outcode:
    """Such as "SW9"."""

    code: str
    point: Point
    authorities: tuple[str, ...]
    """The slugs of the places it lies in, that with most of it first."""


def outcode_in(typed: str) -> Outcode | None:
    """The outcode that somebody typed, alone or with more of the postcode."""
    squeezed = re.sub(r"\s+", "", typed).upper()
    if not SHAPE.fullmatch(squeezed):
        return None
    known = _table()
    endings = (0, 3, 1)
    found = (known.get(squeezed[: len(squeezed) - ending]) for ending in endings)
    return next((outcode for outcode in found if outcode), None)


def looks_like_a_postcode(typed: str) -> bool:
    """Whether it has the shape of one, known or not, whole or in part."""
    return bool(SHAPE.fullmatch(re.sub(r"\s+", "", typed).upper()))


def miles_between(one: Point, other: Point) -> float:
    """As the crow flies."""
    (north, east), (north_too, east_too) = (map(radians, one), map(radians, other))
    half = (
        sin((north_too - north) / 2) ** 2
        + cos(north) * cos(north_too) * sin((east_too - east) / 2) ** 2
    )
    return 2 * EARTH_MILES * asin(sqrt(half))


@lru_cache(maxsize=1)
def _table() -> dict[str, Outcode]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {
            row["outcode"]: Outcode(
                row["outcode"],
                (float(row["latitude"]), float(row["longitude"])),
                tuple(row["authorities"].split("|")) if row["authorities"] else (),
            )
            for row in rows
        }
