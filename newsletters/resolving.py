"""From a page's words and the pages it announces to what the edition says."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from wagtail.models import Page

from content.models import Listable, SiteIdentity, fetch_facts
from content.visibility import public_pages
from newsletters import links, prose
from newsletters.blocks import chosen_page
from newsletters.blocks import resolve as resolve_block
from newsletters.contents import EditionContent, Item, Section, Sender, Wanted
from newsletters.narrowing import narrowed

if TYPE_CHECKING:
    from datetime import date

    from content.helpline import Helpline
    from newsletters.models import EditionPage, Newsletter


UNNAMED = "An item without a page"
WITHDRAWN = "A key statistic that was withdrawn or replaced"


def resolve(edition: EditionPage, newsletter: Newsletter, *, day: date) -> EditionContent:
    """The edition as it would go out now.

    Items whose page is gone, unpublished or private are left out, and named in `left_out`.
    """
    pages = _announced(edition)
    left_out: list[str] = []
    sections = []
    for block in edition.body:
        section = _section(block.value, pages, left_out)
        if section.blocks:
            sections.append(section)
    return EditionContent(
        newsletter=newsletter.name,
        list_id=newsletter.slug,
        number=edition.number,
        day=day,
        title=edition.title,
        subject=" ".join(edition.subject.split()),
        preheader=" ".join(edition.preheader.split()),
        url=links.absolute(edition.url or ""),
        sender=_sender(newsletter),
        introduction=prose.read(edition.introduction),
        sections=tuple(sections),
        wanted=Wanted(
            sectors=_slugs(edition.for_sectors),
            topics=_slugs(edition.for_topics),
            roles=_slugs(edition.for_roles),
            areas=_slugs(edition.for_areas),
        ),
        left_out=tuple(left_out),
    )


def without_withdrawn(content: EditionContent) -> EditionContent:
    """What was approved, without the pages that have been withdrawn since, or closed to readers."""
    visible = public_pages(item.page_id for item in content.items if item.page_id)
    gone = {item.page_id for item in content.items if item.page_id} - visible.keys()
    if not gone:
        return content
    kept = frozenset(n for n, item in enumerate(content.items) if item.page_id not in gone)
    titles = (item.title for item in content.items if item.page_id in gone)
    return replace(narrowed(content, kept), left_out=(*content.left_out, *titles))


def _announced(edition: EditionPage) -> dict[int, Page]:
    """The pages its items and buttons lead to, as far as everybody may see them."""
    chosen = [chosen_page(child) for block in edition.body for child in block.value["contents"]]
    visible = public_pages(page.pk for page in chosen if page)
    specific = list(Page.objects.filter(pk__in=visible).specific())
    fetch_facts(specific)
    fetch_terms(specific)
    return {page.pk: page for page in specific}


def fetch_terms(pages: list[Page]) -> None:
    """What decides who gets an item, for all pages of a kind at once."""
    listed = sorted((it for it in pages if isinstance(it, Listable)), key=_kind)
    for _, family in groupby(listed, key=_kind):
        relatives = list(family)
        prefetch_related_objects(relatives, "topics", "sectors")
        if hasattr(relatives[0], "areas"):
            prefetch_related_objects(relatives, "areas__parent__parent__parent")


def _kind(page: Page) -> str:
    return page._meta.label


def _section(value: Any, pages: dict[int, Page], left_out: list[str]) -> Section:
    """The section without the items that may not be announced, whose titles go to `left_out`."""
    blocks = []
    for child in value["contents"]:
        chosen = chosen_page(child)
        resolved = resolve_block(child, pages.get(chosen.pk) if chosen else None)
        if resolved is None:
            left_out.append(WITHDRAWN)
        elif isinstance(resolved, Item) and resolved.page_id is None:
            left_out.append(resolved.title or (chosen.title if chosen else UNNAMED))
        else:
            blocks.append(resolved)
    return Section(value["title"], tuple(blocks), is_common=bool(value.get("is_common")))


def _slugs(terms: Any) -> tuple[str, ...]:
    return tuple(sorted(term.slug for term in terms.all()))


def _sender(newsletter: Newsletter) -> Sender:
    identity = SiteIdentity.of(None)
    helpline = identity.helpline
    own_address = ", ".join(identity.organisation_address.splitlines())
    return Sender(
        site=identity.name,
        from_email=newsletter.from_email,
        reply_to=newsletter.reply_to,
        postal_address=newsletter.postal_address or own_address,
        helpline_number=helpline.number if helpline else "",
        helpline_href=helpline.number_href if helpline else "",
        helpline_words=_about(helpline) if helpline else "",
    )


def _about(helpline: Helpline) -> str:
    sample = " (Sample number.)" if helpline.is_sample else ""
    return f"{helpline.note.rstrip('.')}.{sample}"
