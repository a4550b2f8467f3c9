"""From what an edition says to the words of its letter: once per content, never once per member."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from django.template import TemplateDoesNotExist, TemplateSyntaxError

from mail.composing import LetterTooLong, Words, compose
from newsletters import links
from newsletters.contents import EditionContent
from newsletters.headers import of_list


class CannotRender(Exception):
    """The letter is broken, or longer than a mail program shows; the sentence says which."""


class TooLong(CannotRender):
    """Mail programs would cut it."""


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
    except LetterTooLong as error:
        raise TooLong(str(error)) from error
    except (ValueError, TemplateSyntaxError, TemplateDoesNotExist) as error:
        raise CannotRender(str(error)) from error
    return replace(
        words,
        html="" if is_plain else words.html,
        headers=of_list(content.newsletter, content.list_id),
    )


def render_what_fits(contents: Iterable[EditionContent], *, is_plain: bool = False) -> Words:
    """The first of these, each shorter than the one before, that mail programs show to its end."""
    *longer, last = contents
    for content in longer:
        with suppress(TooLong):
            return render(content, is_plain=is_plain)
    return render(last, is_plain=is_plain)
