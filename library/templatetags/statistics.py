"""Key statistics for templates."""

from django import template

from library import statistics
from library.models import KeyStatistic
from library.statistics import Statistic

register = template.Library()


@register.simple_tag
def statistic_now(row: KeyStatistic | None) -> Statistic | None:
    """What readers see of a chosen statistic: the live row, whatever was chosen when."""
    return statistics.of(row.pk) if row else None
