"""What lets a mail program sort a letter and offer one-click unsubscribe (RFC 2919, 8058)."""

from newsletters import links
from newsletters.models import Newsletter


def of_newsletter(newsletter: Newsletter) -> dict[str, str]:
    """For a letter about that newsletter alone."""
    return {
        "List-Id": f"{_phrase(newsletter.name)}<{newsletter.slug}.{links.host()}>",
        "List-Unsubscribe": f"<{links.unsubscribe()}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _phrase(name: str) -> str:
    plain = name.isascii() and name.isprintable() and not set(name) & {'"', "\\"}
    return f'"{name}" ' if plain else ""
