"""What earlier editions announced, for those who want to hear less often: they miss nothing."""

from datetime import datetime

from django.db.models import Max

from content.visibility import public_pages
from mail.models import Delivery
from members.enums import Frequency
from newsletters.audience import HAD_ONE
from newsletters.contents import EditionContent, Item
from newsletters.enums import DispatchKind
from newsletters.models import Newsletter
from newsletters.narrowing import Interests, Missed

MISSED_MOST = 12
"""Items of earlier editions that a letter names; of more it says how many."""
BACK = 14
"""Earlier editions that are looked through for them: a quarter of weekly ones."""

News = tuple[Item, bool]
"""An item, and whether it went to everybody."""


class Earlier:
    """The editions before this one, and the last that each of the seldom readers had."""

    def __init__(self, content: EditionContent, newsletter: Newsletter, *, at: datetime) -> None:
        gone_out = newsletter.dispatches.exclude(kind=DispatchKind.CORRECTION).filter(
            mailing__prepared_at__isnull=False
        )
        self.dispatches = list(
            gone_out.select_related("mailing").order_by("-mailing__prepared_at")[:BACK]
        )
        self.left_at = [
            it.mailing.prepared_at
            for it in self.dispatches
            if it.mailing and it.mailing.prepared_at
        ]
        self.items = self._still_news(content, at=at)
        self.last_had = self._last_had()
        self.found: dict[tuple[int, Interests], Missed] = {}

    def missed(self, user: int, since: datetime, interests: Interests) -> Missed:
        """What somebody would have got since their last letter, the newest first.

        `since` counts for those who never had one.
        """
        had = self.last_had.get(user, since)
        number = sum(left_at > had for left_at in self.left_at)
        if (number, interests) not in self.found:
            told = {item.page_id for items in self.items[number:] for item, _ in items}
            wanted = {
                item.page_id: item
                for items in self.items[:number]
                for item, is_common in items
                if (is_common or interests.want(item)) and item.page_id not in told
            }
            items = tuple(wanted.values())
            named, more = items[:MISSED_MOST], max(0, len(items) - MISSED_MOST)
            self.found[number, interests] = Missed(named, more)
        return self.found[number, interests]

    def _still_news(self, content: EditionContent, *, at: datetime) -> list[list[News]]:
        """Edition by edition, without what is in this one, withdrawn, or has begun."""
        editions = [
            [(item, section.is_common) for section in frozen.sections for item in section.items]
            if (frozen := it.frozen)
            else []
            for it in self.dispatches
        ]
        here = {item.page_id for item in content.items}
        visible = public_pages(
            item.page_id
            for items in editions
            for item, _ in items
            if item.page_id and item.page_id not in here
        )
        return [
            [
                (item, is_common)
                for item, is_common in items
                if item.page_id in visible and not (item.starts_at and item.starts_at <= at)
            ]
            for items in editions
        ]

    def _last_had(self) -> dict[int, datetime]:
        mailings = [dispatch.mailing_id for dispatch in self.dispatches]
        had = Delivery.objects.filter(mailing__in=mailings, status__in=HAD_ONE).exclude(
            recipient__member__frequency=Frequency.EVERY
        )
        rows = had.values_list("recipient").annotate(Max("mailing__prepared_at"))
        return {user: last for user, last in rows.order_by() if user}
