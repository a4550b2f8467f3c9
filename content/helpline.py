"""The helpline, or a service that can be called, as templates show it."""

import json
import re
from dataclasses import dataclass

from content.opening import Turn
from content.timetable import Line


@dataclass(frozen=True)
class Helpline:
    """A number, if there is one, and whether somebody answers it."""

    number: str
    is_open: bool
    opening_label: str
    note: str = ""
    audience: str = ""
    url: str = ""
    is_sample: bool = False
    turns: tuple[Turn, ...] = ()
    """When the label changes, for pages that are kept for a while."""
    week: tuple[Line, ...] = ()
    hours_in_words: tuple[str, ...] = ()
    days_closed: tuple[Line, ...] = ()

    @property
    def number_href(self) -> str:
        """The link that dials it, such as "tel:+448081570123"."""
        digits = re.sub(r"[^\d+]", "", self.number)
        return f"tel:+44{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"

    @property
    def turns_data(self) -> str:
        """The turns for static/js/helpline.js: seconds since 1970, open or not, the words."""
        turns = [[int(turn.at.timestamp()), int(turn.is_open), turn.words] for turn in self.turns]
        return json.dumps(turns, ensure_ascii=False, separators=(",", ":")) if turns else ""
