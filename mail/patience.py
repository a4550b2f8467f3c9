"""When an address that cannot be reached again and again is given up.

A single soft bounce says little: a full mailbox, a server away. Senders give an address up after
three to five in a row (https://www.suped.com/knowledge/email-deliverability/technical/
what-is-the-recommended-soft-bounce-suppression-logic-for-email); we take the upper end, and time.
"""

from collections.abc import Collection
from datetime import timedelta

from anymail.signals import EventType, RejectReason
from django.db import connection
from django.utils import timezone

IN_A_ROW = 5
"""Different mailings that were given up, and none delivered since the first of them."""
AT_LEAST = timedelta(days=14)
"""From the first to the last: a week in which a mail server is away is nobody's fault."""
PERIOD = timedelta(days=365)
"""What lies further back is forgotten."""

WORN_OUT = """
WITH touched AS (
    SELECT DISTINCT recipient_id, address FROM mail_delivery
     WHERE id = ANY(%(deliveries)s) AND recipient_id IS NOT NULL AND address IS NOT NULL
),
history AS (
    SELECT address, delivery.mailing_id, receipt.kind, receipt.reason, receipt.happened_at
      FROM touched
      JOIN mail_delivery AS delivery USING (recipient_id, address)
      JOIN mail_receipt AS receipt ON receipt.delivery_id = delivery.id
     WHERE receipt.happened_at > %(since)s
),
reached AS (
    SELECT address, max(happened_at) AS at FROM history
     WHERE kind = %(delivered)s GROUP BY address
)
SELECT address
  FROM history LEFT JOIN reached USING (address)
 WHERE kind = %(bounced)s AND reason <> ALL(%(hard)s)
   AND (reached.at IS NULL OR happened_at > reached.at)
 GROUP BY address
HAVING count(DISTINCT mailing_id) >= %(in_a_row)s
   AND max(happened_at) - min(happened_at) >= make_interval(days => %(at_least)s)
"""


def over(deliveries: Collection[int]) -> list[str]:
    """Addresses of these letters, just given up by the provider, that wear our patience out."""
    if not deliveries:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            WORN_OUT,
            {
                "deliveries": list(deliveries),
                "since": timezone.now() - PERIOD,
                "delivered": EventType.DELIVERED,
                "bounced": EventType.BOUNCED,
                "hard": [RejectReason.BOUNCED, RejectReason.INVALID],
                "in_a_row": IN_A_ROW,
                "at_least": AT_LEAST.days,
            },
        )
        return [address for (address,) in cursor.fetchall()]
