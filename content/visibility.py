"""Which pages everybody may see: what menus and lists may name."""

from collections.abc import Iterable
from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from content.versions import kept


def nothing_is_private() -> bool:
    """Whether no page has a login in front of it, as is usual: then none need be asked about."""
    return kept("content:nothing is private", lambda: not PageViewRestriction.objects.exists())


class PublicPageQuerySet(PageQuerySet):
    """Pages that ask who may see them only where some may not be seen by all."""

    def public(self) -> Self:
        """Those without a login in front of them."""
        return self if nothing_is_private() else super().public()


def public_pages(ids: Iterable[int]) -> dict[int, Page]:
    """The live pages without a login in front of them, by id; one query."""
    wanted = set(ids)
    if not wanted:
        return {}
    restrictions = PageViewRestriction.objects.annotate(
        reached=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    ).filter(reached__startswith=F("page__path"))
    return Page.objects.live().filter(~Exists(restrictions), pk__in=wanted).in_bulk()
