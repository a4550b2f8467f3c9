"""From what an edition says to the words of its letter: once per content, never once per member."""

from dataclasses import replace

from mail.composing import Words, compose
from newsletters import links
from newsletters.contents import EditionContent

LARGEST_HTML = 90_000
"""Bytes. Mail programs cut a letter at about 102 kB, and with it the way to unsubscribe."""


def render(content: EditionContent) -> Words:
    """The letter. A template or MJML error is raised: nothing half-made goes out."""
    words = compose(
        "newsletters/edition",
        {
            "edition": content,
            "masthead": links.masthead(),
            "preferences": links.preferences(),
            "unsubscribe": links.unsubscribe(),
        },
    )
    return replace(words, headers=headers(content))


def headers(content: EditionContent) -> dict[str, str]:
    """What lets a mail program sort the letter and offer one-click unsubscribe (RFC 2919, 8058)."""
    return {
        "List-Id": f"{_phrase(content.newsletter)}<{content.list_id}.{links.host()}>",
        "List-Unsubscribe": f"<{links.unsubscribe()}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def size(words: Words) -> int:
    """How many bytes of HTML a mail program gets."""
    return len(words.html.encode())


def _phrase(name: str) -> str:
    plain = name.isascii() and name.isprintable() and not set(name) & {'"', "\\"}
    return f'"{name}" ' if plain else ""
