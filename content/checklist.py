"""What keeps a page from being published, and what is only worth a look before."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.models.images import CustomImage

LINK = re.compile(r"<a\s[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]+>")
SAYS_NOTHING = re.compile(
    r"(?:click |see |read |look |find out )?"
    r"(?:here|this|more|this page|this link|link|download)"
    r"|(?:https?://|www\.)\S+",
    re.IGNORECASE,
)
TELLS_WHO: dict[str, re.Pattern[str]] = {
    "gives an exact age": re.compile(
        r"\b(?:aged?|age of) \d{1,2}\b(?! ?(?:to|and|or|[-–]))|\b\d{1,2}[- ]years?[- ]old\b", re.I
    ),
    "gives a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"),
    "gives a date of birth": re.compile(r"\b(?:born on|date of birth|d\.?o\.?b\.?)\b", re.I),
    "names an e-mail address": re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+"),
}
AROUND = 30
"""So many letters are shown on both sides of what was found."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing, as a sentence under a heading."""

    about: str
    text: str
    blocks: bool = False
    """Whether it cannot be published so."""


Checker = Callable[[Page], Iterable[Finding]]
_more: list[Checker] = []


def also(checker: Checker) -> None:
    """Let an app above look at its own pages, too."""
    _more.append(checker)


def look_over(page: Page) -> list[Finding]:
    """All that is missing, and then all that is worth a look, on that version of the page."""
    own = (_needed, _pictures, _words_of_links, _anonymity, _title)
    return [finding for check in (*own, *_more) for finding in check(page)]


def same_title(page: Page) -> models.QuerySet[Page]:
    """Other pages, live or not, that are called the same."""
    title = " ".join(page.title.split())
    called = Q(title__iexact=title) | Q(draft_title__iexact=title)
    return Page.objects.filter(called, depth__gt=1).exclude(pk=page.pk)


def used(page: Page, model: type[models.Model]) -> list[Any]:
    """The rows of that kind that the words of the page name, such as pictures or files."""
    keys = {
        key
        for field in page._meta.concrete_fields
        if isinstance(field, StreamField | RichTextField)
        for found, key, *_ in field.extract_references(getattr(page, field.attname))
        if issubclass(model, found) or issubclass(found, model)
    }
    return list(model._default_manager.filter(pk__in=keys)) if keys else []


def texts(row: models.Model) -> Iterator[str]:
    """Everything on it that somebody typed, as it is kept."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, StreamField):
            yield from _in(field.stream_block.get_prep_value(value))
        elif isinstance(field, models.CharField | models.TextField) and not (
            field.choices or isinstance(field, models.URLField | models.EmailField)
        ):
            yield str(value or "")
    for relation in get_all_child_relations(type(row)):
        for child in getattr(row, relation.get_accessor_name()).all():
            yield from texts(child)


def _in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in {"id", "type"}:
                yield from _in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _in(part)


def _plain(text: str) -> str:
    return " ".join(unescape(TAG.sub(" ", text)).split())


def _needed(page: Page) -> Iterator[Finding]:
    """What publishing would refuse; it checks the same."""
    try:
        page.full_clean()
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            for it in errors:
                yield Finding(_label(page, name), _sentence(it), blocks=True)


def _label(page: Page, name: str) -> str:
    """What the form calls the field."""
    if name == NON_FIELD_ERRORS:
        return "The page"
    field: Any = page._meta.get_field(name)
    return capfirst(field.verbose_name)


def _sentence(error: ValidationError) -> str:
    if error.code in {"null", "blank", "required"}:
        return "This is still empty."
    return " ".join(error.messages)


def _pictures(page: Page) -> Iterator[Finding]:
    for image in used(page, CustomImage):
        if not image.is_decorative and not image.description.strip():
            yield Finding("Pictures", f"“{image.title}” does not say what it shows.")


def _words_of_links(page: Page) -> Iterator[Finding]:
    for text in texts(page):
        for words in map(_plain, LINK.findall(text)):
            if SAYS_NOTHING.fullmatch(words.rstrip(" .…»>")):
                yield Finding("Links", f"“{words}” does not say where it leads.")


def _anonymity(page: Page) -> Iterator[Finding]:
    for text in map(_plain, texts(page)):
        for what, sign in TELLS_WHO.items():
            if found := sign.search(text):
                near = text[max(0, found.start() - AROUND) : found.end() + AROUND]
                yield Finding("Anonymity", f"“… {near} …” {what}.")


def _title(page: Page) -> Iterator[Finding]:
    for other in same_title(page)[:3]:
        where = other.get_parent().title
        yield Finding("Title", f"Another page in “{where}” is called “{other.title}”, too.")
