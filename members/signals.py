"""What others may want to know, told inside the transaction in which it becomes true.

Both are sent with ``sender=Member, member=<Member>``; a receiver that raises undoes the change.
"""

from django.dispatch import Signal

member_confirmed = Signal()
"""The owner of the address pressed the button: letters may go there from now on."""

member_left = Signal()
"""The member withdrew; the rows are still there, and are gone when the transaction ends."""
