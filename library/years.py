"""Whole years forward and back, which agree with each other on 29 February."""

from datetime import date


def years_after(day: date, years: int) -> date:
    """The same day later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def years_before(day: date, years: int) -> date:
    """The last day from which `years_after` has been reached on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
