"""Questions asked of the membership, and of the proof."""

from datetime import datetime
from typing import Any, NoReturn, Self

from django.db import models


class MemberQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        """Those who proved that the address is theirs, and may be written to."""
        return self.filter(confirmed_at__isnull=False, user__is_active=True)

    def unconfirmed(self, *, since_before: datetime) -> Self:
        """Those who asked before that time and never pressed the button."""
        return self.filter(confirmed_at__isnull=True, joined_at__lt=since_before)


class NotChangeable(TypeError):
    """Consent events are written once; PostgreSQL would refuse as well."""


class ConsentEventQuerySet(models.QuerySet):
    def of(self, subject: object) -> Self:
        """What one person did, in order."""
        return self.filter(subject=subject)

    def update(self, **kwargs: Any) -> NoReturn:
        raise NotChangeable("A consent event is never changed.")

    def delete(self) -> NoReturn:
        raise NotChangeable("A consent event is never deleted.")
