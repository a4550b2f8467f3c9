"""What earlier editions announced, for those who did not get them: they miss nothing.

Who wants to hear less often, who paused, and who has just asked for every letter again.
"""

from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from content.visibility import public_pages
from mail.models import Delivery
from newsletters.audience import EVERYBODY, among
from newsletters.contents import EditionContent, Item
from newsletters.enums import DispatchKind
from newsletters.models import Newsletter, Subscription
from newsletters.narrowing import Interests, Missed
from newsletters.querysets import HAD_ONE

MISSED_MOST = 12
"""Items of earlier editions that a letter names; of more it says how many."""
BACK = 14
"""Earlier editions that are looked through for them: a quarter of weekly ones."""

News = tuple[Item, bool]
"""An item, and whether it went to everybody."""


class Earlier:
    """The editions before this one; and of those without the latest, the last that each had."""

    def __init__(self, content: EditionContent, newsletter: Newsletter, *, at: datetime) -> None:
        gone_out = (
            newsletter.dispatches.held()
            .exclude(kind=DispatchKind.CORRECTION)
            .filter(mailing__prepared_at__isnull=False)
        )
        self.newsletter = newsletter
        self.dispatches = list(
            gone_out.select_related("mailing").order_by("-mailing__prepared_at")[:BACK]
        )
        self.left_at = [
            it.mailing.prepared_at
            for it in self.dispatches
            if it.mailing and it.mailing.prepared_at
        ]
        frozen = [it.frozen for it in self.dispatches]
        self.items = self._still_news(frozen, content, at=at)
        self.meant_for = [self._meant_for(it) for it in frozen]
        self.last_had = self._last_had()
        self.found: dict[tuple[int, frozenset[int], Interests], Missed] = {}

    def missed(self, user: int, since: datetime, interests: Interests) -> Missed:
        """What somebody would have got since their last letter, the newest first.

        Nothing of the time before `since`, when they subscribed, or did so again.
        """
        had = max(since, self.last_had.get(user, since))
        number = sum(left_at > had for left_at in self.left_at)
        theirs = frozenset(
            place
            for place, readers in enumerate(self.meant_for)
            if readers is None or user in readers
        )
        if (number, theirs, interests) not in self.found:
            self.found[number, theirs, interests] = self._missed(number, theirs, interests)
        return self.found[number, theirs, interests]

    def _missed(self, number: int, theirs: frozenset[int], interests: Interests) -> Missed:
        """Of the first so many of these editions, what none of the others has told."""
        news = [(place, item) for place in sorted(theirs) for item in self.items[place]]
        told = {item.page_id for place, (item, _) in news if place >= number}
        wanted = {
            item.page_id: item
            for place, (item, is_common) in news
            if place < number and (is_common or interests.want(item)) and item.page_id not in told
        }
        items = tuple(wanted.values())
        return Missed(items[:MISSED_MOST], max(0, len(items) - MISSED_MOST))

    def _meant_for(self, content: EditionContent | None) -> set[int] | None:
        """Which of those behind an edition for some alone was meant for; None: for all."""
        if content is None or content.wanted == EVERYBODY:
            return None
        readers = self._behind().filter(among(content.wanted))
        return set(readers.values_list("member__user", flat=True))

    def _still_news(
        self, editions: list[EditionContent | None], content: EditionContent, *, at: datetime
    ) -> list[list[News]]:
        """Edition by edition, without what is in this one, withdrawn, or has begun."""
        announced = [
            [(item, section.is_common) for section in edition.sections for item in section.items]
            if edition
            else []
            for edition in editions
        ]
        here = {item.page_id for item in content.items}
        visible = public_pages(
            item.page_id
            for items in announced
            for item, _ in items
            if item.page_id and item.page_id not in here
        )
        return [
            [
                (item, is_common)
                for item, is_common in items
                if item.page_id in visible and not (item.starts_at and item.starts_at <= at)
            ]
            for items in announced
        ]

    def is_behind(self) -> Q | Combinable:
        """Of a subscription: whether its reader did not have the latest of these editions."""
        if not self.dispatches:
            return Q(pk=None)
        latest = Delivery.objects.filter(
            mailing=self.dispatches[0].mailing_id,
            status__in=HAD_ONE,
            recipient=OuterRef("member__user"),
        )
        return ~Exists(latest)

    def _behind(self) -> QuerySet[Subscription]:
        return self.newsletter.subscriptions.live().filter(self.is_behind())

    def _last_had(self) -> dict[int, datetime]:
        mailings = [dispatch.mailing_id for dispatch in self.dispatches]
        rows = (
            Delivery.objects.filter(
                mailing__in=mailings,
                status__in=HAD_ONE,
                recipient__in=self._behind().values("member__user"),
            )
            .values_list("recipient")
            .annotate(Max("mailing__prepared_at"))
        )
        return {user: last for user, last in rows.order_by() if user}
