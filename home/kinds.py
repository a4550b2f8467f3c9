"""The kinds of page that a list may show by itself."""

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page, PageQuerySet

from content.models import Listable

EVERYTHING = "everything"


def kinds() -> list[tuple[str, str]]:
    """Each kind of page that readers can look through, for a choice."""
    models = [model for model in apps.get_models() if _is_kind(model)]
    found = [(model._meta.label_lower, str(model._meta.verbose_name_plural)) for model in models]
    return [
        (EVERYTHING, "Everything new"),
        *sorted((label, name.capitalize()) for label, name in found),
    ]


def newest(kind: str, count: int) -> PageQuerySet:
    """The newest public pages of that kind; none when the kind no longer exists."""
    if kind == EVERYTHING:
        pages = Page.objects.type(Listable).specific()
    elif kind in dict(kinds()):
        pages = apps.get_model(kind).objects.all()
    else:
        pages = Page.objects.none()
    return pages.live().public().order_by("-first_published_at", "-pk")[:count]


def _is_kind(model: type[Model]) -> bool:
    return issubclass(model, Listable) and bool(getattr(model, "is_creatable", False))
