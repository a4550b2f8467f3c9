"""What a reader asks the finder for. All of it stands in the address, and nothing else does."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.text import get_text_list

from content.pagination import PARAMETER
from content.search import words_of
from library.facets import FACETS, Choice, Choices

LABELS = {facet.name: facet.label for facet in FACETS}
TOLD = 5
"""So many things that were not understood are named."""
LONGEST_TOLD = 40


class Sort(TextChoices):
    """In what order."""

    RELEVANCE = "relevance", "Best match"
    NEWEST = "newest", "Newest"
    REVIEWED = "reviewed", "Recently reviewed"


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice in force, and the address without it."""

    kind: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Words and choices, as far as they were understood."""

    typed: str = ""
    chosen: dict[str, list[Choice]] = field(default_factory=dict)
    wanted_sort: Sort | None = None
    archived: bool = False
    misunderstood: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words asked for, without signs."""
        return words_of(self.typed)

    @property
    def usual_sort(self) -> Sort:
        """The order if none is asked for. Without words nothing matches better than the rest."""
        return Sort.RELEVANCE if self.words else Sort.NEWEST

    @property
    def sort(self) -> Sort:
        """The order in force."""
        if self.wanted_sort == Sort.RELEVANCE and not self.words:
            return Sort.NEWEST
        return self.wanted_sort or self.usual_sort

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """The orders that make sense: value, label, and whether it is in force.

        The usual one has no value, so that it is not asked for by whoever adds words to a list.
        """
        return [
            ("" if sort == self.usual_sort else sort.value, sort.label, sort == self.sort)
            for sort in Sort
            if self.words or sort != Sort.RELEVANCE
        ]

    @property
    def in_use(self) -> int:
        """How many filters are in force."""
        return sum(map(len, self.chosen.values())) + self.archived

    @property
    def is_narrowed(self) -> bool:
        """Whether this is another view than the plain list."""
        return bool(self.words or self.in_use or self.wanted_sort or self.misunderstood)

    @property
    def summary(self) -> str:
        """What was chosen, for a title: “Police, Court”."""
        return ", ".join(choice.label for choices in self.chosen.values() for choice in choices)

    @property
    def address(self) -> str:
        """All of it as the end of an address."""
        pairs = [("q", self.typed)] if self.typed else []
        pairs += [(name, it.slug) for name, choices in self.chosen.items() for it in choices]
        pairs += [("archived", "1")] if self.archived else []
        pairs += [("sort", self.wanted_sort.value)] if self.wanted_sort else []
        return f"?{urlencode(pairs)}" if pairs else "?"

    @property
    def query(self) -> str:
        """The same to be put behind another address; nothing if nothing is asked for."""
        return self.address.removesuffix("?")

    @property
    def to_follow(self) -> "Asked":
        """The same as a feed gives it: in its own order, and without complaints."""
        return replace(self, wanted_sort=None, misunderstood=())

    def past_the_end(self, page: str) -> "Asked":
        """The same, with the number of a page that there is not."""
        return replace(self, misunderstood=(*self.misunderstood, f"page {page}"[:LONGEST_TOLD]))

    @property
    def wording(self) -> str:
        """What is asked for, in words: “school”, Police, Court."""
        words = [f"“{self.words}”"] if self.words else []
        archived = ["with archived items"] if self.archived else []
        return ", ".join(words + ([self.summary] if self.summary else []) + archived)

    def without(self, name: str, choice: Choice | None = None) -> "Asked":
        """The same without that choice, or without all choices of that facet."""
        kept = [it for it in self.chosen.get(name, ()) if choice and it != choice]
        chosen = {other: choices for other, choices in self.chosen.items() if other != name}
        return replace(self, chosen=chosen | ({name: kept} if kept else {}))

    def with_choices(self, name: str, choices: list[Choice]) -> "Asked":
        """The same with these choices of that facet, and no others of it."""
        return replace(self, chosen=self.chosen | {name: choices})

    def with_words(self, words: str) -> "Asked":
        """The same with other words."""
        return replace(self, typed=words)

    def without_words(self) -> "Asked":
        """The same without its words."""
        return self.with_words("")

    def with_archived(self) -> "Asked":
        """The same among archived items, too."""
        return replace(self, archived=True)

    @property
    def note(self) -> str:
        """What was left out, in a sentence; nothing if all was understood."""
        named = get_text_list([f"“{value}”" for value in self.misunderstood], "and")
        it = "it" if len(self.misunderstood) == 1 else "them"
        return f"We did not understand {named} and left {it} out." if named else ""

    @property
    def cleared(self) -> str:
        """The address without any filter; the words stay."""
        return replace(self, chosen={}, archived=False).address

    @property
    def chips(self) -> Iterator[Chip]:
        """Everything in force, each to be taken off."""
        for name, choices in self.chosen.items():
            for choice in choices:
                yield Chip(LABELS[name], choice.label, self.without(name, choice).address)
        if self.archived:
            yield Chip("Archived", "included", replace(self, archived=False).address)


def read(query: QueryDict, known: Choices) -> Asked:
    """Understand an address. What cannot be understood is left out, and named."""
    chosen: dict[str, list[Choice]] = {}
    strange: list[str] = []
    for facet in FACETS:
        for value in filter(None, dict.fromkeys(query.getlist(facet.name))):
            if choice := known.by_slug[facet.name].get(value):
                chosen.setdefault(facet.name, []).append(choice)
            else:
                strange.append(value)
    sort, page = query.get("sort", ""), query.get(PARAMETER, "")
    if sort and sort not in Sort.values:
        strange.append(sort)
    if page and not (page.isascii() and page.isdigit() and page.strip("0")):
        strange.append(page)
    archived = query.get("archived", "")
    if archived not in ("", "1"):
        strange.append(archived)
    typed = _printable(query.get("q", "")).strip()
    if typed and not words_of(typed):
        strange.append(typed)
    return Asked(
        typed=typed if words_of(typed) else "",
        chosen=chosen,
        wanted_sort=Sort(sort) if sort in Sort.values else None,
        archived=archived == "1",
        misunderstood=tuple(_printable(value)[:LONGEST_TOLD] for value in strange[:TOLD]),
    )


def _printable(value: str) -> str:
    return "".join(character if character.isprintable() else " " for character in value)
