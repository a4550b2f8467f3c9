"""Works that exist elsewhere: what each is, what is in it, and how to get it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks import BodyBlock, DownloadBlock
from content.blocks.references import ReferenceBlock
from library.blocks import VersionBlock
from library.citing import Citation, of_work
from library.enums import Cost, Standing
from library.models.base import LibraryPage
from library.reading import of_work as read_work

FILES_MOST = 8


@dataclass(frozen=True, slots=True)
class Part:
    """What the hub says about a work, under one heading."""

    title: str
    anchor: str
    text: SafeString
    """HTML, made from an editor's plain words."""


def part(title: str, anchor: str, words: str) -> Iterator[Part]:
    """That part, if there is anything to say."""
    if words:
        yield Part(title, anchor, SafeString(linebreaks(words, autoescape=True)))


class Work(LibraryPage):  # type: ignore[django-manager-missing]
    """Something written, drawn or filmed, and where a reader gets it."""

    is_creatable = True

    authors = models.CharField(
        max_length=200,
        blank=True,
        help_text="As on its cover. Empty if its publisher wrote it.",
    )
    year = models.CharField(
        max_length=20, blank=True, help_text="Of publication, such as 2008 or c. 2009."
    )
    own_title = models.CharField(
        "its own title",
        max_length=250,
        blank=True,
        help_text="As on its cover, if this page is called otherwise. It is cited by this title.",
    )
    published_in = models.CharField(
        max_length=200,
        blank=True,
        help_text="For an article: “Journal of Examples, 2(2), 214–224”.",
    )
    original_url = models.URLField(
        "where it is", blank=True, max_length=500, help_text="The address of the original."
    )
    files = StreamField(
        [("download", DownloadBlock())],
        blank=True,
        max_num=FILES_MOST,
        help_text="Files that we may hand out. Format, size and length are found by themselves.",
    )
    licence = models.CharField(
        max_length=120,
        blank=True,
        help_text="What a reader may do with it, such as Open Government Licence.",
    )
    cost = models.CharField(max_length=5, choices=Cost, default=Cost.UNKNOWN, blank=True)
    cost_note = models.CharField(
        "what it costs", max_length=120, blank=True, help_text="Such as “£12, with postage”."
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name="about it")
    references = StreamField([("reference", ReferenceBlock())], blank=True)
    versions = StreamField(
        [("version", VersionBlock())], blank=True, max_num=8, verbose_name="in another form"
    )
    superseded_by = models.ForeignKey(
        "library.LibraryPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The newer one, if there is one here. The page then says so at its top.",
    )

    search_fields = [
        *LibraryPage.search_fields,
        index.SearchField("own_title"),
        index.SearchField("authors"),
        index.SearchField("published_in"),
        index.SearchField("body"),
        index.SearchField("references"),
        index.RelatedFields("publisher", [index.SearchField("name")]),
    ]

    class Meta:
        abstract = True

    @property
    def can_be_got(self) -> bool:
        """Whether the page leads to the work itself."""
        return bool(self.original_url or self.files or self.versions)

    def problems(self, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from super().problems(chosen)
        if self.cost_note and self.cost != Cost.PAID:
            yield "cost", "Choose “To be paid for”, or leave out what it costs."
        if self.superseded_by_id and self.superseded_by_id == self.pk:
            yield "superseded_by", "A work cannot be newer than itself."

    def citation(self, request: HttpRequest | None, *, on: date) -> Citation:
        """The work itself, wherever it is described."""
        return of_work(self)

    def parts(self) -> Iterator[Part]:
        """What the hub says about it, in the order of reading."""
        return iter(())

    def particulars(self) -> Iterator[tuple[str, str]]:
        """Labels and values of its kind for “At a glance”; what has no value is left out."""
        return iter(())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | read_work(self, request, on=timezone.localdate())


class Binding(Work):  # type: ignore[django-manager-missing]
    """A work that people have to follow, for as long as it holds."""

    standing = models.CharField(
        "does it hold?",
        max_length=10,
        choices=Standing,
        default=Standing.UNKNOWN,
        blank=True,
        help_text="If it is not known, the page says “Not recorded”.",
    )

    search_fields = [*Work.search_fields, index.FilterField("standing")]

    class Meta:
        abstract = True
