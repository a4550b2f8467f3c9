"""What readers can have only for a while: which pages go soon, when, and how that is said."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from django.db.models import Q
from django.utils import timezone

from content.models import Listable


def ending(kinds: Iterable[type[Listable]], *, after: datetime, until: datetime) -> Q:
    """Pages of these kinds of which one of the columns in `ends_by` lies in that time."""
    found = Q(expire_at__gt=after, expire_at__lte=until)
    for model in kinds:
        own = Q()
        for column in model.ends_by.keys() - Listable.ends_by.keys():
            own |= Q(**{f"{column}__gt": after, f"{column}__lte": until})
        if own:
            found |= Q(pk__in=model.objects.filter(own).values("pk"))  # type: ignore[attr-defined]
    return found


def last_call(page: Listable, *, after: datetime) -> tuple[datetime, str]:
    """The first moment at which it is no more to be had, and the words for it."""
    ends = ((getattr(page, column), words) for column, words in page.ends_by.items())
    return min((moment, words) for moment, words in ends if moment and moment > after)


def last_words(moment: datetime, words: str, *, zone: tzinfo) -> str:
    """Such as "Goes on 3 March 2026.", by the clock of the newsletter."""
    return f"{words} {timezone.localtime(moment, zone):%-d %B %Y}."
