"""All that the pages of a guide need."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from content.crumbs import Crumb
from library import cited, glossary
from library.cited import Numbering
from library.glossary import Explained
from library.reading.work import of_page

if TYPE_CHECKING:
    from library.models.guides import GuidePage

HEADING = re.compile(r"(</?h)([2-6])\b")
PRINT = "print"
"""The address of the whole guide in one document."""


@dataclass(frozen=True, slots=True)
class Step:
    """A section as the contents name it."""

    number: int
    slug: str
    title: str
    summary: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a section, its citations numbered."""

    step: Step
    text: SafeString


def of_guide(guide: "GuidePage", request: HttpRequest, *, part: str, on: date) -> dict[str, Any]:
    """What the templates of a guide are given: of its front, of a section, or of all of it."""
    streams = (guide.introduction, *(it.value["body"] for it in guide.sections))
    numbering = Numbering(cited.in_order(stream.get_prep_value() for stream in streams))
    steps = _steps(guide, request, part)
    wanted = [it for it in steps if part in (PRINT, it.slug)]
    introduction = "" if wanted and part != PRINT else _rendered(guide.introduction, request)
    bodies = {
        step.number: section.value["body"]
        for step, section in zip(steps, guide.sections, strict=True)
    }
    texts = {step.number: _rendered(bodies[step.number], request) for step in wanted}
    if part == PRINT:
        texts = {number: _one_level_down(text) for number, text in texts.items()}
    everything = introduction + "".join(texts.values())
    explained = _explained(everything)
    here = next((it for it in steps if it.is_current), None)
    context = of_page(guide, request, on=on) | {
        "steps": steps,
        "introduction": _finished(introduction, numbering, explained),
        "written": [
            Written(it, _finished(texts[it.number], numbering, explained)) for it in wanted
        ],
        "works": numbering.works(None if part == PRINT else everything),
        "explained": explained,
        "here": here,
        "address_within": f"{here.slug}/" if here else "",
        "previous": steps[here.number - 2] if here and here.number > 1 else None,
        "next": steps[here.number] if here and here.number < len(steps) else None,
    }
    if part:
        *above, own = context["crumbs"]
        last = Crumb(here.title if here else "The whole guide")
        context["crumbs"] = [*above, Crumb(own.label, guide.get_url(request) or ""), last]
    return context


def _steps(guide: "GuidePage", request: HttpRequest, part: str) -> list[Step]:
    address = guide.get_url(request) or ""
    return [
        Step(
            number=number,
            slug=section.value["slug"] or f"section-{number}",
            title=section.value["title"],
            summary=section.value["summary"],
            url=f"{address}{section.value['slug']}/",
            is_current=part != "" and section.value["slug"] == part,
        )
        for number, section in enumerate(guide.sections, start=1)
    ]


def _rendered(body: StreamValue, request: HttpRequest) -> str:
    return body.render_as_block(context={"request": request}) if body else ""


def _one_level_down(html: str) -> str:
    """With its headings below the title of the section, which is one itself on paper."""
    return HEADING.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + 1)}", html)


def _finished(html: str, numbering: Numbering, explained: list[Explained]) -> SafeString:
    """Numbered, and with its words explained at the foot of the same page."""
    for term in explained:
        html = html.replace(f'href="{term.url}"', f'href="#term-{term.slug}"')
    return numbering.put_into(html)


def _explained(html: str) -> list[Explained]:
    return [it for it in glossary.known().values() if it.url and f'href="{it.url}"' in html]
