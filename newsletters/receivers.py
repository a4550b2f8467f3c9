"""What newsletters do when somebody becomes a member or leaves."""

from typing import Any

from django.dispatch import receiver

from members.models import Member
from members.signals import member_confirmed, member_left
from newsletters import subscribing, welcoming


@receiver(member_confirmed)
def subscribe_the_new_member(member: Member, **kwargs: Any) -> None:
    """In the transaction that confirmed them; with a letter that says what comes."""
    subscribing.subscribe_to_defaults(member)
    welcoming.welcome(member)


@receiver(member_left)
def stop_writing_to_them(member: Member, **kwargs: Any) -> None:
    """In the transaction in which they left."""
    subscribing.end_all(member)
