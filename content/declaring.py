"""What the site itself has to say on a page that editors write, while something is switched on.

The privacy page is words; a switch elsewhere may make them incomplete. Each app knows its switches
and says so here, on the page with that slug.
"""

from collections.abc import Callable

from django.utils.safestring import SafeString

PRIVACY = "privacy"

Declaration = Callable[[], SafeString]
"""A heading and paragraphs; "" while there is nothing to declare."""

_declarations: dict[str, list[Declaration]] = {}


def declare(slug: str, declaration: Declaration) -> None:
    """Have it said on that page from now on. Called once, in `AppConfig.ready()`."""
    _declarations.setdefault(slug, []).append(declaration)


def declared_on(slug: str) -> list[SafeString]:
    """What is to be said there now."""
    return [said for declaration in _declarations.get(slug, []) if (said := declaration())]
