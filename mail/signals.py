"""What the post office tells those who do not know it is listening."""

from django.dispatch import Signal

mailing_finished = Signal()
"""A mailing is sent, after the commit. Receives `mailing`."""

address_suppressed = Signal()
"""An address is on the list now, in the transaction. Receives `address`, `scope`, `reason`."""
