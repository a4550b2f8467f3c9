"""Questions asked of any vocabulary."""

from typing import Self

from django.db import models


class TermQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """Terms that editors may still choose; retired ones stay on the pages that have them."""
        return self.filter(is_retired=False)
