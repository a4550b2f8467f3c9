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
    """Each item of the edition, the most opened first; none if nothing was ever counted."""
    sums = dict(dispatch.clicks.values_list("place", "clicks"))
    if not (dispatch.newsletter.counts_clicks or sums) or dispatch.frozen is None:
        return []
    items = [
        (item.title, section.title)
        for section in dispatch.frozen.sections
        for item in section.items
    ]
    found = [
        Drawn(place, title, section, sums.get(place, 0))
        for place, (title, section) in enumerate(items, start=1)
    ]
    return sorted(found, key=lambda one: (-one.clicks, one.place))
