"""Questions asked of the membership."""

from typing import Self

from django.db import models


class MemberQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        """Those who proved that the address is theirs, and may be written to."""
        return self.filter(confirmed_at__isnull=False, user__is_active=True)
