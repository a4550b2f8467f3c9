"""From what an edition says to the words of its letter: once per content, never once per member."""

from dataclasses import replace

from django.template import TemplateDoesNotExist, TemplateSyntaxError

from mail.composing import Words, compose
from newsletters import links
from newsletters.contents import EditionContent


class CannotRender(Exception):
    """The letter is broken, or longer than a mail program shows; the sentence says which."""


def render(content: EditionContent, *, is_plain: bool = False) -> Words:
    """The letter, or its plain words alone.

    What is broken or too long is raised: nothing half-made goes out.
    """
    context = {
        "site_name": content.sender.site,
        "edition": content,
        "masthead": links.masthead(),
        "preferences": links.preferences(),
        "unsubscribe": links.unsubscribe(),
    }
    try:
        words = compose("newsletters/edition", context)
    except (ValueError, TemplateSyntaxError, TemplateDoesNotExist) as error:
        raise CannotRender(str(error)) from error
    return replace(words, html="" if is_plain else words.html, headers=headers(content))


def headers(content: EditionContent) -> dict[str, str]:
    """What lets a mail program sort the letter and offer one-click unsubscribe (RFC 2919, 8058)."""
    return {
        "List-Id": f"{_phrase(content.newsletter)}<{content.list_id}.{links.host()}>",
        "List-Unsubscribe": f"<{links.unsubscribe()}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _phrase(name: str) -> str:
    plain = name.isascii() and name.isprintable() and not set(name) & {'"', "\\"}
    return f'"{name}" ' if plain else ""
