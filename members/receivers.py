"""What happens by itself when somebody's account goes, whichever screen or command deletes it."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from members import privacy
from members.models import User


@receiver(pre_delete, sender=User)
def forget_the_person(instance: User, **kwargs: Any) -> None:
    """Each app erases its part in the same transaction."""
    privacy.erase_parts(instance)
