"""Where things and people are, as far as a letter is narrowed by it: by region."""

from collections.abc import Iterable

from taxonomy.models import Area, AreaKind


def regions_of(areas: Iterable[Area]) -> tuple[str, ...]:
    """The regions, or nations without any, that a thing is bound to; () if to none of them.

    What a whole nation is meant for goes to all of its regions, so it is bound to the nation.
    """
    return tuple(sorted({_region(area).slug for area in areas}))


def around(area: Area | None) -> frozenset[str]:
    """Where somebody works and what it lies in; nothing if that is wider than a region.

    A nation that has no regions, such as Wales, is as narrow as one.
    """
    if area is None or (area.kind == AreaKind.NATION and _is_divided(area)):
        return frozenset()
    return frozenset(place.slug for place in (area, *area.ancestors()))


def _region(area: Area) -> Area:
    line = [area, *area.ancestors()]
    for kind in (AreaKind.REGION, AreaKind.NATION):
        if found := next((it for it in line if it.kind == kind), None):
            return found
    return area


def _is_divided(nation: Area) -> bool:
    return nation.children.filter(kind__in=[AreaKind.NATION, AreaKind.REGION]).exists()
