"""Guides: one document in sections, each with an address of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import Resolver404
from django.utils import timezone
from django.utils.text import slugify
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from content.blocks import BodyBlock
from content.schema import Thing, thing
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections_before: dict[str, str] = {}
        """The addresses that readers have, by section, while they are being replaced."""

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store it, and know which addresses of sections readers had until now."""
        self.sections_before = self._live_sections() | self.sections_before
        return super().save(*args, **kwargs)

    def _live_sections(self) -> dict[str, str]:
        live = GuidePage.objects.filter(pk=self.pk, live=True).first() if self.pk else None
        return live.addresses_of_sections if live else {}

    @property
    def addresses_of_sections(self) -> dict[str, str]:
        """The last part of each section's address, by the lasting name of its block."""
        return {it.id: it.value["slug"] for it in self.sections if it.id and it.value["slug"]}

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

    def get_route_paths(self) -> list[str]:
        """Every address below its own: a guide that is renamed takes its sections along.

        One for members does not: that a former address leads on would prove a section's title.
        """
        if self.for_members:
            return ["/"]
        return ["/", *(f"/{part}/" for part in sorted(self._parts))]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The guide itself, one of its sections, or all of it to print."""
        if not path_components:
            return super().route(request, path_components)
        if self.live and len(path_components) == 1:
            if path_components[0] in self._parts:
                return RouteResult(self, kwargs={"part": path_components[0]})
            if self.for_members and not request.user.is_authenticated:
                # Asked to sign in like at any section: an address repeats words for members.
                return RouteResult(self)
        raise Http404("The guide has no such section.")

    def resolve_subpage(self, path: str) -> None:
        """Refuse what is no address of ours: Wagtail asks before it leads there from another."""
        if path.strip("/") not in self._parts:
            raise Resolver404({"path": path})

    @property
    def _parts(self) -> set[str]:
        return {section.value["slug"] for section in self.sections if section.value["slug"]} | {
            PRINT
        }

    def get_template(self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any) -> str:
        return TEMPLATES.get(part, "library/guide_section.html")

    def get_context(
        self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | of_guide(self, request, part=part, on=timezone.localdate())

    def structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        """Of a section: that it is one, and of which guide."""
        here, (whole,) = context.get("here"), super().structured_data(context)
        if here is None:
            return [whole]
        own = {"headline": here.title, "description": here.summary or self.summary}
        guide = thing("Article", name=self.title, url=self.full_url or "")
        return [whole | own | {"isPartOf": guide, "position": here.number}]

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
