"""Pauses: newsletters stay away until a day, and come again by themselves from then on."""

from calendar import monthrange
from datetime import date

MOST_MONTHS = 12


def in_months(day: date, months: int) -> date:
    """The same day of a later month; the last day of one that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
