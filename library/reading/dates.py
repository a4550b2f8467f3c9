"""Days as readers see them."""

from datetime import date

from django.utils.dateformat import format as date_format


def long_date(day: date | None) -> str:
    """12 October 2026."""
    return date_format(day, "j F Y") if day else ""


def month(day: date | None) -> str:
    """October 2026; the first of January stands for a year of which no more is known."""
    if day is None:
        return ""
    return date_format(day, "Y" if (day.month, day.day) == (1, 1) else "F Y")
