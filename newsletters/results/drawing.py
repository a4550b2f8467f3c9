"""Which items drew readers, if the newsletter counts."""

from dataclasses import dataclass

from newsletters.models import Dispatch


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item, and how often it was opened from the letters."""

    place: int
    title: str
    section: str
    clicks: int


def drawn(dispatch: Dispatch) -> list[Drawn]:
    """Each item of the edition, the most opened first; none if nothing was ever counted.

    A nought is told only of an edition whose letters were counted from the first.
    """
    sums, frozen = dict(dispatch.clicks.values_list("place", "clicks")), dispatch.frozen
    if frozen is None:
        return []
    if not (sums or (frozen.counts_clicks and dispatch.newsletter.counts_clicks)):
        return []
    items = [(item.title, section.title) for section in frozen.sections for item in section.items]
    found = [
        Drawn(place, title, section, sums.get(place, 0))
        for place, (title, section) in enumerate(items, start=1)
    ]
    return sorted(found, key=lambda one: (-one.clicks, one.place))
