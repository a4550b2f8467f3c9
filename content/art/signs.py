"""Small marks beside words: the site's own, the window of a status, the house of a kind."""

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from content.art import shapes
from content.art.shapes import number, path

STATUS_WORDS = {
    "described": "Described",
    "nothing": "Nothing in place yet",
    "early": "Too early to say",
    "unexplored": "Not explored",
    "not-applicable": "Not applicable",
    "not-recorded": "Not recorded",
}
COUNTED_WORDS = {
    "nothing": "with nothing in place yet",
    "early": "too early to say",
    "unexplored": "not explored",
    "not-applicable": "not applicable",
    "not-recorded": "not recorded",
}
KINDS = frozenset(
    {
        "answer", "case-study", "event", "guide", "news", "policy", "practice", "protocol",
        "research", "resource", "service", "toolkit",
    }
)  # fmt: skip


@cache
def mark(css_class: str = "brand__mark") -> str:
    """A home, and the child's own inside it."""
    outer = "M5 42" + shapes.over_gable(5, 42, 34, 38, 17).removeprefix("H5")
    return (
        f'<svg class="{css_class}" viewBox="0 0 44 44" width="44" height="44" aria-hidden="true" '
        f'focusable="false">{path("a-mark-outer", outer)}'
        f"{path('a-mark-inner', shapes.gable(15, 42, 14, 19, 7))}</svg>"
    )


def icon(name: str, *, sprite: str) -> str:
    """A sign from the sprite. A word always stands beside it."""
    return (
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" '
        f'focusable="false"><use href="{sprite}#i-{name}"/></svg>'
    )


def house(kind: str, *, sprite: str, large: bool = False) -> str:
    """The sign of a kind in its house; a kind without a sign of its own gets the sheet of paper."""
    name = kind if kind in KINDS else "resource"
    css_class = "house house--large" if large else "house"
    return (
        f'<svg class="{css_class}" viewBox="0 0 38 44" width="38" height="44" aria-hidden="true" '
        f'focusable="false">{path("house__wall", shapes.gable(1, 43, 36, 42, 15))}'
        f'<use href="{sprite}#i-{name}" x="9.5" y="18" width="19" height="19"/></svg>'
    )


def _window(status: str, x: float) -> str:
    """Lit, empty, half lit, dashed, just a sill, or a sill that is only guessed."""
    y, width, height = 1.5, 13, 15
    n = number
    box = f"M{n(x)} {n(y + height)}v-{height}h{width}v{height}z"
    cross = f"M{n(x + width / 2)} {n(y)}v{height}M{n(x)} {n(y + height * 0.45)}h{width}"
    half = n(height * 0.55)
    return {
        "described": path("s-lit", box) + path("s-cross", cross),
        "nothing": path("s-empty", box + cross),
        "early": path("s-half", f"M{n(x)} {n(y + height)}v-{half}h{width}v{half}z")
        + path("s-empty", box + cross),
        "unexplored": path("s-dashed", box),
        "not-applicable": path("s-sill", f"M{n(x)} {n(y + height)}h{width}"),
    }.get(status, path("s-sill s-sill--dotted", f"M{n(x)} {n(y + height)}h{width}"))


@lru_cache(maxsize=512)
def windows(statuses: tuple[str, ...]) -> str:
    """One small window for each section, in their order."""
    width = len(statuses) * 18 - 2
    css_class = "windows__art" if len(statuses) > 1 else "status__icon"
    return (
        f'<svg class="{css_class}" viewBox="0 0 {width} 18" width="{width}" height="18" '
        'aria-hidden="true" focusable="false">'
        f"{''.join(_window(status, 1.5 + 18 * i) for i, status in enumerate(statuses))}</svg>"
    )


def completeness(statuses: Iterable[str], *, full: bool = False) -> str:
    """How much of a study is described, in words; in full with what is missing and why."""
    counts = Counter(statuses)
    words = [f"{counts['described']} of {counts.total()} sections described"]
    if full:
        words += [f"{counts[key]} {text}" for key, text in COUNTED_WORDS.items() if counts[key]]
    return ", ".join(words)
