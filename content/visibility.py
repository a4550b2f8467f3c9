"""Which of some pages everybody may see: what menus and lists may name."""

from collections.abc import Iterable

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction


def public_pages(ids: Iterable[int]) -> dict[int, Page]:
    """The live pages without a login in front of them, by id; one query."""
    wanted = set(ids)
    if not wanted:
        return {}
    restrictions = PageViewRestriction.objects.annotate(
        reached=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    ).filter(reached__startswith=F("page__path"))
    return Page.objects.live().filter(~Exists(restrictions), pk__in=wanted).in_bulk()
