"""The helpline as templates show it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Helpline:
    """A number, and whether somebody answers it."""

    number: str
    is_open: bool
    opening_label: str
    note: str = ""
    audience: str = ""
    url: str = ""
    is_sample: bool = False

    @property
    def number_href(self) -> str:
        """The link that dials it, such as "tel:+448081570123"."""
        digits = re.sub(r"[^\d+]", "", self.number)
        return f"tel:+44{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
