"""Pictures and signs in templates. Each tag draws; the words beside it belong to the template."""

from collections.abc import Iterable

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString

from content.art import scenes, signs, streets

register = template.Library()

SPRITE = "img/icons.svg"


def _names(statuses: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(status) for status in statuses)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign by its name in the sprite: `{% icon "phone" %}`."""
    return SafeString(signs.icon(name, sprite=static(SPRITE)))


@register.simple_tag
def house(kind: str, *, large: bool = False) -> SafeString:
    """The sign of a kind of content in its house: `{% house "case-study" %}`."""
    return SafeString(signs.house(kind, sprite=static(SPRITE), large=large))


@register.simple_tag
def mark() -> SafeString:
    """The site's mark."""
    return SafeString(signs.mark())


@register.simple_tag
def street(seed: object) -> SafeString:
    """The street of a page: `{% street page.pk %}`."""
    return SafeString(streets.street(str(seed)))


@register.simple_tag
def skyline() -> SafeString:
    """The street in the evening, for the footer."""
    return SafeString(streets.skyline())


@register.simple_tag
def masthead() -> SafeString:
    """The evening street over an edition."""
    return SafeString(streets.masthead())


@register.simple_tag
def journey(*, narrow: bool = False) -> SafeString:
    """The journey on the home page; `narrow=True` for a phone."""
    return SafeString(scenes.journey_narrow() if narrow else scenes.journey())


@register.simple_tag
def stage_home() -> SafeString:
    """The child's house above the stage a page is about."""
    return SafeString(scenes.stage_home())


@register.simple_tag
def lost() -> SafeString:
    """The picture of a page that is not there."""
    return SafeString(scenes.lost())


@register.simple_tag
def town(lit: int) -> SafeString:
    """A town with so many lit windows."""
    return SafeString(scenes.town(int(lit or 0)))


@register.simple_tag
def window(status: str) -> SafeString:
    """The window of one section's status."""
    return SafeString(signs.windows((str(status),)))


@register.simple_tag
def windows(statuses: Iterable[object]) -> SafeString:
    """The windows of a study's sections, in their order."""
    return SafeString(signs.windows(_names(statuses)))


@register.filter
def status_words(status: object) -> str:
    """What a section's status is called."""
    return signs.STATUS_WORDS.get(str(status), "Not recorded")


@register.filter
def statuses_in(items: Iterable[object]) -> list[str]:
    """The statuses that occur among sections, each once, in their usual order."""
    present = {str(getattr(item, "status", "")) for item in items}
    return [status for status in signs.STATUS_WORDS if status in present]


@register.simple_tag
def completeness(statuses: Iterable[object], *, full: bool = False) -> str:
    """How much of a study is described, in words."""
    return signs.completeness(_names(statuses), full=full)
