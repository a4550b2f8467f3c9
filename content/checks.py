"""Rules of the project that Django can hold us to at each start."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import get_page_models

from content.models import Listable

SPRITE = "img/icons.svg"


@register()
def each_page_has_a_template(**kwargs: Any) -> list[CheckMessage]:
    """A page type that can be created can also be shown."""
    return [
        Error(
            f"{model.__name__} has no template {model.template}.",
            hint="Add it under templates/.",
            obj=model,
            id="content.E001",
        )
        for model in get_page_models()
        if model.is_creatable and not _exists(model.template)
    ]


@register()
def each_listable_can_be_listed(**kwargs: Any) -> list[CheckMessage]:
    """What stands in lists names its sign, which the sprite has, and its place in a newsletter."""
    signs = _signs()
    errors: list[CheckMessage] = []
    for model in apps.get_models():
        if not issubclass(model, Listable):
            continue
        icon = model.kind_icon
        if isinstance(icon, str) and f'id="i-{icon}"' not in signs:
            errors.append(
                Error(f"{model.__name__}: the sprite has no sign “{icon}”.", id="content.E002")
            )
        if not model.news_section:
            errors.append(Error(f"{model.__name__} names no news_section.", id="content.E003"))
    return errors


@register()
def each_letter_is_whole(**kwargs: Any) -> list[CheckMessage]:
    """An e-mail in MJML has its plain-text twin and its subject beside it."""
    return [
        Error(f"{letter} has no {missing.name} beside it.", id="content.E004")
        for folder in _template_folders()
        for letter in sorted((folder / "emails").rglob("*.mjml"))
        if not letter.name.startswith(("layout", "_")) and "parts" not in letter.parts
        for missing in (letter.with_suffix(".txt"), letter.with_suffix(".subject.txt"))
        if not missing.exists()
    ]


def _exists(template: str) -> bool:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True


def _signs() -> str:
    return "".join(
        (Path(folder) / SPRITE).read_text(encoding="utf-8")
        for folder in settings.STATICFILES_DIRS
        if (Path(folder) / SPRITE).exists()
    )


def _template_folders() -> Iterable[Path]:
    engines: list[dict[str, Any]] = settings.TEMPLATES
    return (Path(folder) for engine in engines for folder in engine.get("DIRS", []))
