"""Addresses at which a page once was."""

from hashlib import sha256
from typing import Self

from django.db import models


class GoneAddress(models.Model):
    """Where a page was public before it was deleted; whoever asks is told that it is gone.

    Kept as a digest: what is taken away leaves no words behind.
    """

    digest = models.CharField(max_length=64, primary_key=True, editable=False)
    gone_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "address of a deleted page"
        verbose_name_plural = "addresses of deleted pages"

    def __str__(self) -> str:
        return self.digest

    @classmethod
    def remember(cls, url_path: str) -> Self:
        """Note that the page at that place in the tree is no more."""
        return cls.objects.update_or_create(digest=_digest(url_path))[0]

    @classmethod
    def knows(cls, url_path: str) -> bool:
        """Whether a page that was there has been deleted."""
        return cls.objects.filter(digest=_digest(url_path)).exists()


def _digest(url_path: str) -> str:
    return sha256(url_path.encode()).hexdigest()
