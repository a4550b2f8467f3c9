"""Words that the site explains somewhere, for whoever checks a text that uses them.

A registry: the room that has a glossary names its words here, and nobody needs to know which it is.
"""

from collections.abc import Callable, Iterable

Source = Callable[[], Iterable[tuple[str, str]]]
"""Gives each word with its meaning."""

_sources: list[Source] = []


def by(source: Source) -> None:
    """Let an app above say which words it explains. Called once, in `AppConfig.ready()`."""
    _sources.append(source)


def words() -> list[tuple[str, str]]:
    """All of them, each with its meaning."""
    return [pair for source in _sources for pair in source()]
