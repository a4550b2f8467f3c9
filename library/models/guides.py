"""Guides: one document in sections, each with an address of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.text import slugify
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from content.blocks import BodyBlock
from library.blocks import GuideSectionBlock
from library.enums import Kind
from library.models.base import LibraryPage
from library.panels import guide_tabs
from library.reading.guide import PRINT, of_guide

TEMPLATES = {"": "library/guide_page.html", PRINT: "library/guide_print.html"}
SECTIONS_MOST = 30


class GuidePage(LibraryPage):  # type: ignore[django-manager-missing]
    """Written, reviewed and published as a whole; read in sections, or printed as one."""

    kinds = (Kind.GUIDE,)
    is_creatable = True
    template = TEMPLATES[""]

    introduction = StreamField(
        BodyBlock(), blank=True, verbose_name="before the sections", help_text="Optional."
    )
    sections = StreamField(
        [("section", GuideSectionBlock())],
        blank=True,
        max_num=SECTIONS_MOST,
        help_text="In the order of reading. Each becomes a page of its own.",
    )

    search_fields = [
        *LibraryPage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("sections"),
    ]
    edit_handler = guide_tabs()

    class Meta:
        verbose_name = "guide"

    def full_clean(
        self,
        exclude: Iterable[str] | None = None,
        validate_unique: bool = True,
        validate_constraints: bool = True,
    ) -> None:
        """Before anything goes live, each section gets the address that it keeps."""
        if not exclude:
            self._settle_addresses()
        super().full_clean(exclude, validate_unique, validate_constraints)

    def _settle_addresses(self) -> None:
        taken = {section.value["slug"] for section in self.sections} | {PRINT}
        for section in self.sections:
            if not section.value["slug"]:
                section.value["slug"] = _free(slugify(section.value["title"])[:60], taken)
                taken.add(section.value["slug"])

    def problems(self, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from super().problems(chosen)
        if not self.sections:
            yield "sections", "Write at least one section."
        slugs = [section.value["slug"] for section in self.sections if section.value["slug"]]
        for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
            yield "sections", f"Two sections have the address “{slug}”. Change one of them."
        if PRINT in slugs:
            yield "sections", f"“{PRINT}” is the address of the whole guide on paper."

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The guide itself, one of its sections, or all of it to print."""
        if not path_components:
            return super().route(request, path_components)
        known = {section.value["slug"] for section in self.sections} | {PRINT}
        if self.live and len(path_components) == 1 and path_components[0] in known:
            return RouteResult(self, kwargs={"part": path_components[0]})
        raise Http404("The guide has no such section.")

    def get_template(self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any) -> str:
        return TEMPLATES.get(part, "library/guide_section.html")

    def get_context(
        self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | of_guide(self, request, part=part, on=timezone.localdate())

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """An editor looks at all of it, or at what readers meet first."""
        return [(PRINT, "The whole guide"), ("", "Its first page")]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.get_template(request, part=mode_name)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return self.get_context(request, part=mode_name)

    def get_sitemap_urls(self, request: Any = None) -> list[dict[str, Any]]:
        """The guide and each of its sections, whose addresses repeat words for members."""
        own = super().get_sitemap_urls(request)
        if self.for_members:
            return own
        return own + [
            entry | {"location": f"{entry['location']}{section.value['slug']}/"}
            for entry in own
            for section in self.sections
            if section.value["slug"]
        ]


def _free(slug: str, taken: set[str]) -> str:
    """That address, or the next that nobody has."""
    wanted, number = slug or "section", 2
    while wanted in taken:
        wanted, number = f"{slug or 'section'}-{number}", number + 1
    return wanted
