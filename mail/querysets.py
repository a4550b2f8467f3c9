"""Questions asked of the post office, and the moves that only one of two can win."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import connection, models

from mail import clock
from mail.enums import OPEN_BATCHES, BatchState, DeliveryStatus, MailingState, Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ACCEPT = """
UPDATE mail_delivery AS delivery
   SET status = greatest(delivery.status, %s), provider_id = answer.id, updated_at = now()
  FROM unnest(%s::bigint[], %s::text[]) AS answer (delivery_id, id)
 WHERE delivery.id = answer.delivery_id
"""


RISE_EACH = """
UPDATE mail_delivery AS delivery
   SET status = news.status, updated_at = now()
  FROM unnest(%s::bigint[], %s::smallint[]) AS news (delivery_id, status)
 WHERE delivery.id = news.delivery_id AND delivery.status < news.status
"""


class MailingQuerySet(models.QuerySet):
    def move(
        self, pk: int, *, source: "Iterable[MailingState]", target: MailingState, **facts: object
    ) -> bool:
        """Take the step if nobody has taken it before us."""
        return self.filter(pk=pk, state__in=list(source)).update(state=target, **facts) == 1


class BatchQuerySet(models.QuerySet):
    def claimable(self, stream: Stream, at: datetime) -> Self:
        """Those whose turn it is: ready, due, and of a mailing that is sent and has come so far."""
        return self.filter(
            stream=stream,
            state=BatchState.READY,
            not_before__lte=at,
            wave__lte=models.F("mailing__wave"),
            mailing__state=MailingState.SENDING,
        )

    def open(self) -> Self:
        """Those of which the last word has not been said."""
        return self.filter(state__in=OPEN_BATCHES)


class DeliveryQuerySet(models.QuerySet):
    def rise(self, to: DeliveryStatus, **facts: object) -> int:
        """The one way a status changes: upwards, so that news may come late or twice."""
        return self.filter(status__lt=to).update(status=to, updated_at=clock.now(), **facts)

    def rise_each(self, statuses: "Mapping[int, DeliveryStatus]") -> None:
        """The same for many, each to its own."""
        with connection.cursor() as cursor:
            cursor.execute(RISE_EACH, [list(statuses), list(statuses.values())])

    def accept(self, provider_ids: "Mapping[int, str]") -> None:
        """Taken by the provider, under these ids; a status that is further on stays."""
        if not provider_ids:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                ACCEPT, [DeliveryStatus.ACCEPTED, list(provider_ids), list(provider_ids.values())]
            )

    def unanswered(self) -> Self:
        """Not known to have been taken or turned down."""
        return self.filter(status__lt=DeliveryStatus.ACCEPTED)
