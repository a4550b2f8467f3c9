"""Changes that readers are told of: checked, noted when they go live, and shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from wagtail.models import Page

from content.models import ChangeKind, Listable, PageChange


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as a reader sees it."""

    kind: str
    word: str
    sentence: str
    made_at: datetime | None = None

    @property
    def is_correction(self) -> bool:
        return self.kind == ChangeKind.CORRECTED


EXAMPLES = (
    Shown("updated", "Updated", "The figures are those of 2026."),
    Shown("corrected", "Corrected", "It is 16 days, not 18.", datetime(2026, 3, 3, tzinfo=UTC)),
)
"""For the pattern page."""


def faults(kind: str, sentence: str) -> Iterator[tuple[str, str]]:
    """What is missing before a page may be published, as field and sentence."""
    if kind and not sentence:
        yield "what_changed", "Say in one sentence what has changed."
    if sentence and not kind:
        yield "change_kind", "Say whether it is an update or a correction, or empty the sentence."


def note(page: Page) -> None:
    """Keep the moment of what a published page says has changed, unless it was said before.

    What a page says when it is first published is no news: nobody has seen it otherwise. An alias
    only repeats what another page says.
    """
    if not (page.change_kind and page.what_changed) or page.alias_of_id:
        return
    is_new = page.first_published_at == page.last_published_at
    PageChange.objects.get_or_create(
        page_id=page.pk,
        kind=page.change_kind,
        sentence=page.what_changed,
        defaults={"made_at": None if is_new else page.last_published_at},
    )


def shown(page: Listable) -> Shown | None:
    """What a page says has changed; without a day in a preview, or if it is no news."""
    if not (page.change_kind and page.what_changed):
        return None
    noted = PageChange.objects.filter(
        page_id=page.pk, kind=page.change_kind, sentence=page.what_changed
    )
    made_at = noted.values_list("made_at", flat=True).first()
    word = ChangeKind(page.change_kind).word
    return Shown(page.change_kind, word, page.what_changed, made_at)
