"""What lets a mail program sort a letter and offer one-click unsubscribe (RFC 2919, 8058)."""

from newsletters import links


def of_list(name: str, slug: str) -> dict[str, str]:
    """For a letter of, or about, that newsletter alone."""
    return {
        "List-Id": f"{_phrase(name)}<{slug}.{links.host()}>",
        "List-Unsubscribe": f"<{links.unsubscribe()}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _phrase(name: str) -> str:
    plain = name.isascii() and name.isprintable() and not set(name) & {'"', "\\"}
    return f'"{name}" ' if plain else ""
