"""Questions asked of newsletters, subscriptions and dispatches; and the guarded moves."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value

from mail.enums import DeliveryStatus
from mail.models import Delivery
from newsletters.enums import DispatchState

BY_ITSELF = timedelta(days=1)
"""So late an approved edition still leaves by itself. Later, its words may no longer hold, or the
database is an old copy and readers have had it."""
HAD_ONE = [status for status in DeliveryStatus if status < DeliveryStatus.REFUSED]
"""Whatever may have reached its reader counts as an edition."""


class NewsletterQuerySet(models.QuerySet):
    def due(self, at: datetime) -> Self:
        """Those whose next draft is to be gathered by that moment."""
        return self.filter(is_active=True, next_due_at__lte=at)

    def advance(self, pk: int, *, due: datetime | None, to: datetime | None) -> bool:
        """Move the clock on if nobody has moved it before us. Holds the row until the commit."""
        return self.filter(pk=pk, next_due_at=due).update(next_due_at=to) == 1


class SubscriptionQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at__isnull=True)

    def reachable(self) -> Self:
        """Whose owner proved that the address is theirs, and may be written to."""
        return self.filter(member__confirmed_at__isnull=False, member__user__is_active=True)


class DispatchQuerySet(models.QuerySet):
    def move(
        self, pk: int, *, source: DispatchState, target: DispatchState, **facts: object
    ) -> bool:
        """Take the step, and write its facts, if nobody has taken it before us."""
        return self.filter(pk=pk, state=source).update(state=target, **facts) == 1

    def ready(self, at: datetime) -> Self:
        """Those that are approved, and whose time to leave has come and is not long over."""
        in_time = Q(send_at__lte=at, send_at__gt=at - BY_ITSELF)
        return self.filter(Q(send_at__isnull=True) | in_time, state=DispatchState.APPROVED)

    def open(self) -> Self:
        """Those that somebody, or the worker, still has to see to."""
        return self.exclude(state__in=[DispatchState.SENT, DispatchState.CANCELLED])

    def held(self) -> Self:
        """All but those that were cancelled before anybody had one."""
        reached = Delivery.objects.filter(mailing=OuterRef("mailing"), status__in=HAD_ONE)
        return self.exclude(~Exists(reached), state=DispatchState.CANCELLED)

    def announced(self) -> set[int]:
        """The pages that the approved among them tell, or told, their readers of."""
        told = Func(
            F("content"),
            Value("$.sections[*].blocks[*].page_id", output_field=models.TextField()),
            template="jsonb_path_query_array(%(expressions)s::jsonpath)",
            output_field=models.JSONField(),
        )
        carried = self.filter(content__isnull=False).values_list(told, flat=True)
        return {page_id for pages in carried for page_id in pages if page_id}

    def kept(self) -> Self:
        """Those that have gone out, or are bound to: their page may not disappear."""
        unsent = Q(state__in=[DispatchState.DRAFTED, DispatchState.CANCELLED])
        return self.exclude(unsent, mailing__isnull=True)
