"""What every page of the library is: whatever the hub filters, sorts and judges the age of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from content import changes
from content.models import BasePage, FeedLink, Listable
from content.schema import Thing
from library.cited import works_of
from library.citing import Citation, of_page
from library.enums import Kind
from library.facets import tokens_of
from library.models.reviewed import Reviewed
from library.querysets import BESIDE, LibraryPageQuerySet
from library.schema import article
from library.searching import said_to_everybody
from library.terms import place_line

TITLE_MOST = 90
FEED = FeedLink("library_feed", "new in the library")


class LibraryPage(Reviewed, BasePage, Listable):  # type: ignore[django-manager-missing]
    """One item of the library, whatever its kind; made only as one of the kinds."""

    kinds: ClassVar[tuple[Kind, ...]] = ()
    """The kinds an editor may choose from for this type of page; the first is the default."""
    needed: ClassVar[dict[str, str]] = {
        "topics": "Choose at least one topic.",
        "sectors": "Choose at least one sector: who did it?",
        "roles": "Choose at least one role: who should read it?",
        "stages": "Choose at least one stage; “Any stage” is one.",
        "ages": "Choose at least one age; “Any age” is one.",
        "areas": "Choose the area it covers.",
    }
    """What may wait until publication, and the words that ask for it."""
    facts_from: ClassVar[tuple[str, ...]] = ("areas", "evidence_type")
    news_section: ClassVar[str] = "library"
    shared_as: ClassVar[str] = "article"
    feed = FEED

    exclude_fields_in_copy: ClassVar[list[str]] = Listable.said_of_this_page
    is_creatable = False
    parent_page_types = ["library.LibraryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    kind = models.CharField(max_length=20, choices=Kind, db_index=True)
    roles = ParentalManyToManyField(
        "taxonomy.Role", verbose_name="who should read it", related_name="+", blank=True
    )
    stages = ParentalManyToManyField(
        "taxonomy.Stage", verbose_name="stages of the justice process", related_name="+", blank=True
    )
    ages = ParentalManyToManyField(
        "taxonomy.AgeBand", verbose_name="children’s ages", related_name="+", blank=True
    )
    areas = ParentalManyToManyField(
        "taxonomy.Area", verbose_name="area covered", related_name="+", blank=True
    )
    flags = ParentalManyToManyField("taxonomy.Flag", related_name="+", blank=True)
    evidence_type = models.ForeignKey(
        "taxonomy.EvidenceType",
        verbose_name="kind of evidence",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    publisher = models.ForeignKey(
        "content.Organisation",
        verbose_name="published by",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The body that issued the original, if there is one.",
    )

    information_correct_at = models.DateField(
        null=True,
        help_text="The month the facts are from, not the day you type them: any day of it will do. "
        "If only the year is known, enter 1 January; the page then shows the year.",
    )
    read_beside = StreamField(
        [("item", PageChooserBlock("library.LibraryPage"))],
        blank=True,
        max_num=BESIDE,
        verbose_name="read beside it",
        help_text="What somebody who has read this should read next. Items that share most topics "
        "with it fill the places you leave free.",
    )
    found_by = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    """What the finder narrows by: all the page's choices, such as "sector:3", beside each other."""

    for_members = models.BooleanField(
        "for members",
        default=False,
        help_text="Title and summary stay public; the rest is read by whoever has signed in, "
        "and is found by no search.",
    )

    objects = PageManager.from_queryset(LibraryPageQuerySet)()  # type: ignore[django-manager-missing]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("what_changed"),
        index.FilterField("kind"),
        index.RelatedFields("topics", [index.SearchField("label")]),
        index.RelatedFields("sectors", [index.SearchField("label")]),
        index.RelatedFields("areas", [index.SearchField("label")]),
        index.RelatedFields("roles", [index.SearchField("label")]),
        index.RelatedFields("stages", [index.SearchField("label")]),
        index.RelatedFields("ages", [index.SearchField("label")]),
        index.RelatedFields("flags", [index.SearchField("label")]),
        index.RelatedFields("evidence_type", [index.SearchField("label")]),
    ]

    class Meta:
        verbose_name = "library item"
        indexes = [GinIndex(fields=["found_by"], name="library_found_by")]

    @classmethod
    def get_search_fields(cls) -> list[index.BaseField]:
        """What is searched; of an item for members only what everybody may read."""
        return [said_to_everybody(field) for field in super().get_search_fields()]

    @property
    def kind_label(self) -> str:
        """The word for what it is, such as "Practice example"."""
        return self.get_kind_display()

    @property
    def kind_icon(self) -> str:  # type: ignore[override]
        """The sign of its kind."""
        return Kind(self.kind).icon if self.kind else "resource"

    @property
    def place(self) -> str:
        """Where it is about, in a line."""
        return place_line(self.areas.all())

    @property
    def facts(self) -> list[str]:
        """Place and kind of evidence."""
        return [fact for fact in (self.place, str(self.evidence_type or "")) if fact]

    def prepare(self) -> None:
        """Fill in what follows from the rest, before it is checked."""
        if not self.kind and self.kinds:
            self.kind = self.kinds[0]

    def problems(self, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What stands in the way of publishing, as field and sentence. A draft may have any.

        `chosen` holds the terms by field: a form knows them before its page does.
        """
        if len(self.title) > TITLE_MOST:
            yield (
                "title",
                f"The title has {len(self.title)} characters. Shorten it to {TITLE_MOST}.",
            )
        for field, words in self.needed.items():
            if field in chosen and not chosen[field]:
                yield field, words
        yield from changes.faults(self.change_kind, self.what_changed)

    def full_clean(
        self,
        exclude: Iterable[str] | None = None,
        validate_unique: bool = True,
        validate_constraints: bool = True,
    ) -> None:
        """Check the fields; the whole page too, whenever none of them is left out.

        Wagtail leaves fields out for a draft, which may be incomplete, and none before anything
        goes live. Then everything that is missing is named at once.
        """
        self.prepare()
        if exclude:
            super().full_clean(exclude, validate_unique, validate_constraints)
            return
        found: dict[str, list[ValidationError]] = defaultdict(list)
        try:
            super().full_clean(exclude, validate_unique, validate_constraints)
        except ValidationError as error:
            found.update(error.error_dict)
        chosen = {field: getattr(self, field).all() for field in self.needed}
        for field, sentence in self.problems(chosen):
            found[field] = [*found[field], ValidationError(sentence)]
        if found:
            raise ValidationError(dict(found))

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store the page, and what the finder narrows by with it."""
        self.prepare()
        self.found_by = sorted(tokens_of(self))
        return super().save(*args, **kwargs)

    def citation(self, request: HttpRequest | None, *, on: date) -> Citation:
        """How it is cited on that day: as a page of the hub, unless it describes a work."""
        return of_page(self, request, on=on)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "citation": self.citation(request, on=timezone.localdate()),
            "cited_works": works_of(self),
            "change": changes.shown(self),
        }

    def further_addresses(self) -> Iterator[str]:
        """The works that its texts cite."""
        return (work["url"] for work in works_of(self) if work["url"])

    def structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        terms = context["terms"]
        return [
            article(
                self,
                topics=terms["topics"],
                place=place_line(terms["areas"]),
                change=context.get("change"),
                address=context["address"],
                on=timezone.localdate(),
            )
        ]
