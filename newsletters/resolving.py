"""From a page's words and the pages it announces to what the edition says."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.models import Page

from content.models import Listable, SiteIdentity, fetch_facts
from content.visibility import public_pages
from newsletters import links, pictures, prose
from newsletters.blocks import chosen_page
from newsletters.blocks import resolve as resolve_block
from newsletters.contents import Block, EditionContent, Item, Section, Sender, Wanted
from newsletters.narrowing import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from content.helpline import Helpline
    from newsletters.models import EditionPage, Newsletter


UNNAMED = "An item without a page"
WITHDRAWN = "A key statistic that was withdrawn or replaced"
ENDED = "its time is over"


def resolve(edition: EditionPage, newsletter: Newsletter, *, day: date) -> EditionContent:
    """The edition as it would go out now.

    Items whose page is gone, unpublished or private are left out, and named in `left_out`.
    """
    at = timezone.now()
    pages = _announced(edition, at=at)
    left_out: list[str] = []
    sections = []
    for block in edition.body:
        section = _section(block.value, pages, left_out, at=at)
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


def without_withdrawn(content: EditionContent, *, since: datetime) -> EditionContent:
    """What was approved then, without what readers cannot have any more.

    That is what was withdrawn or closed to readers, what began, and what could be had until now;
    and the pictures that were deleted.
    """
    content = _without_pictures(content)
    at = timezone.now()
    visible = _to_be_had((item.page_id for item in content.items if item.page_id), at=at)

    def stays(item: Item) -> bool:
        is_there = not item.page_id or item.page_id in visible
        return is_there and not item.is_over(since=since, at=at)

    kept = frozenset(n for n, item in enumerate(content.items) if stays(item))
    if len(kept) == len(content.items):
        return content
    titles = (item.title for item in content.items if not stays(item))
    return replace(narrowed(content, kept), left_out=(*content.left_out, *titles))


def _without_pictures(content: EditionContent) -> EditionContent:
    addresses = {item.image_url for item in content.items if item.image_url}
    gone = pictures.gone(addresses) if addresses else set()
    if not gone:
        return content

    def still(block: Block) -> Block:
        if isinstance(block, Item) and block.image_url in gone:
            return replace(block, image_url="", image_alt="")
        return block

    sections = (
        replace(section, blocks=tuple(still(block) for block in section.blocks))
        for section in content.sections
    )
    return replace(content, sections=tuple(sections))


def _to_be_had(ids: Iterable[int], *, at: datetime) -> dict[int, Page]:
    """The pages that everybody may see, without those whose time is over but that still stand."""
    public = public_pages(ids)
    return {pk: it for pk, it in public.items() if not (it.expire_at and it.expire_at <= at)}


def _announced(edition: EditionPage, *, at: datetime) -> dict[int, Page]:
    """The pages its items and buttons lead to, as far as everybody may see them."""
    chosen = [chosen_page(child) for block in edition.body for child in block.value["contents"]]
    visible = _to_be_had((page.pk for page in chosen if page), at=at)
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


def _section(value: Any, pages: dict[int, Page], left_out: list[str], *, at: datetime) -> Section:
    """The section without the items that may not be announced, whose titles go to `left_out`."""
    blocks = []
    for child in value["contents"]:
        chosen = chosen_page(child)
        resolved = resolve_block(child, pages.get(chosen.pk) if chosen else None)
        if resolved is None:
            left_out.append(WITHDRAWN)
        elif isinstance(resolved, Item) and (resolved.page_id is None or _is_over(child, at)):
            title = resolved.title or (chosen.title if chosen else UNNAMED)
            left_out.append(title + (f" ({ENDED})" if resolved.page_id else ""))
        else:
            blocks.append(resolved)
    return Section(value["title"], tuple(blocks), is_common=bool(value.get("is_common")))


def _is_over(child: Any, at: datetime) -> bool:
    """Whether an item could be had only for a while, which has passed."""
    until = child.value.get("until")
    return until is not None and until <= at


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
    """When somebody answers and for whom it is, as sentences."""
    said = ("; ".join(helpline.hours_in_words), helpline.note.rstrip("."))
    words = " ".join(f"{it}." for it in said if it)
    return f"{words} (Sample number.)".strip() if helpline.is_sample else words
