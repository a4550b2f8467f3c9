"""Questions asked of the whole library."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Case, F, Q, Value, When
from wagtail.models import PageManager

from content.visibility import PublicPageQuerySet
from library.enums import Kind, SectionStatus, ServiceStatus
from library.years import years_before

if TYPE_CHECKING:
    from library.models import LibraryPage

REVIEW_YEARS = 1
"""A page is due for review this long after the last one."""
EXPIRY_YEARS = 2
"""A page that nobody has reviewed for so long is archived."""
BESIDE = 3
"""So many items are recommended to whoever has read one."""
RECORD_TABLES = ("casestudypage", "practiceexamplepage")
"""The kinds of page that have the thirteen sections."""


class LibraryPageQuerySet(PublicPageQuerySet):
    def of_kinds(self, kinds: Iterable[Kind | str]) -> Self:
        """Pages of any of these kinds."""
        return self.filter(kind__in=list(kinds))

    def newest_first(self) -> Self:
        """The latest publication first."""
        return self.order_by("-first_published_at", "-pk")

    def overdue(self, on: date) -> Self:
        """Due for review by that day, and not yet archived."""
        return self.unarchived(on).due(on)

    def due(self, by: date) -> Self:
        """Whose next review is on that day or before it, archived or not."""
        return self.filter(_reached("review_date", REVIEW_YEARS, by))

    def archived(self, on: date) -> Self:
        """Expired by that day."""
        return self.filter(_reached("expiry_date", EXPIRY_YEARS, on))

    def unarchived(self, on: date) -> Self:
        """Not expired by that day: the opposite of `archived`, put so that rows can be walked."""
        return self.filter(_yet_to_come("expiry_date", EXPIRY_YEARS, on))

    def recommended(self, on: date) -> Self:
        """What anybody may be led to on that day."""
        return self.live().public().unarchived(on)

    def beside(self, page: "LibraryPage", alike: Sequence[str], *, chosen: Sequence[int]) -> Self:
        """What to read next: first those chosen, then those that carry most of these.

        `alike` are tokens (`LibraryPage.found_by`), `chosen` are keys in an editor's order.
        """
        in_order = [When(pk=key, then=turn) for turn, key in enumerate(chosen)]
        carried = [Case(When(found_by__contains=[it], then=1), default=0) for it in alike]
        return (
            self.exclude(pk=page.pk)
            .filter(Q(pk__in=chosen) | Q(found_by__overlap=list(alike)))
            .annotate(turn=Case(*in_order, default=len(chosen)), shared=sum(carried, Value(0)))
            .order_by("turn", "-shared", "-first_published_at", "-pk")[:BESIDE]
        )

    def where_section(self, section: str, status: SectionStatus | str) -> Self:
        """Records in which that section has that status: who has funding in place?"""
        asked = Q()
        for table in RECORD_TABLES:
            asked |= Q(**{f"{table}__{section}_status": status})
        return self.filter(asked)


class ServicePageQuerySet(LibraryPageQuerySet):
    def running(self) -> Self:
        """Where families can be sent."""
        return self.filter(status=ServiceStatus.OPEN)

    def not_closed(self) -> Self:
        """Running, or paused for a while."""
        return self.exclude(status=ServiceStatus.CLOSED)

    def listed(self, on: date) -> Self:
        """What the directory shows to everybody on that day."""
        return self.for_everybody().unarchived(on)

    def for_everybody(self) -> Self:
        """Services that lists may show: a telephone number is no secret of members."""
        return self.live().public().not_closed().filter(for_members=False)


ServicePageManager = PageManager.from_queryset(ServicePageQuerySet)


def _reached(field: str, years: int, on: date) -> Q:
    """The editor's own date counts while it lies after the last review; else the rule counts."""
    own = Q(**{f"{field}__lte": on}) & (
        Q(last_reviewed=None) | Q(**{f"{field}__gt": F("last_reviewed")})
    )
    no_own = Q(**{field: None}) | Q(**{f"{field}__lte": F("last_reviewed")})
    return own | (no_own & Q(last_reviewed__lte=years_before(on, years)))


def _yet_to_come(field: str, years: int, on: date) -> Q:
    """The same rule, for dates after that day."""
    own = Q(**{f"{field}__gt": on}) & (
        Q(last_reviewed=None) | Q(**{f"{field}__gt": F("last_reviewed")})
    )
    no_own = Q(**{field: None}) | Q(**{f"{field}__lte": F("last_reviewed")})
    return own | (no_own & (Q(last_reviewed=None) | Q(last_reviewed__gt=years_before(on, years))))
