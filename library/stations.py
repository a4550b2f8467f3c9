"""The line over the finder: where the parent is, in four steps instead of eleven stages."""

from dataclasses import dataclass

from library.facets import STAGE, Choice, Choices
from library.filters import Asked
from library.finding import Found
from taxonomy.models import Station


@dataclass(frozen=True, slots=True)
class Stop:
    """A step, or a stage beside the line; the address takes it back if it is in force."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """The four steps, and what is beside them."""

    stops: list[Stop]
    also: list[Stop]


def line(known: Choices, asked: Asked, found: Found) -> Line | None:
    """None unless each step has its stages, and some item is about one."""
    stations = known.stations
    if not known.in_use(STAGE) or not all(stations.get(station) for station in Station):
        return None
    counts = {} if found.is_lower_bound(STAGE) else found.at_stations
    stops = [
        _stop(station.label, stations[station], asked, counts.get(station)) for station in Station
    ]
    beside = [stage for stage in stations.get("", ()) if stage.token in known.used]
    return Line(stops, [_stop(stage.label, [stage], asked) for stage in beside])


def _stop(label: str, stages: list[Choice], asked: Asked, count: int | None = None) -> Stop:
    is_current = set(asked.chosen.get(STAGE, ())) == set(stages)
    other = asked.without(STAGE) if is_current else asked.with_choices(STAGE, stages)
    return Stop(label, other.address, is_current, count)
