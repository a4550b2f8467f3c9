"""From what was published to a draft edition: found, sorted into sections, and offered to editors.

Gathering is one transaction. The newsletter's clock is moved on by compare-and-swap in it, and a
slot takes one dispatch only: two ticks at once make one draft, a worker that was off for weeks
makes one and not several.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail.query import PageQuerySet

from content.models import Listable
from newsletters import telling
from newsletters.cadence import latest_slot, next_slot
from newsletters.enums import DispatchState, Section
from newsletters.models import Dispatch, EditionPage, Newsletter, NewsletterPage

MOST_A_SECTION = 6
"""What is left over is one link, so that a first edition does not bring the whole library."""

LOOKED_AT = 60
"""How many of a section's newest pages are asked whether they are still current."""

OVERLAP = timedelta(hours=1)
"""Looked at again, because a page may be committed after the gathering that it was published
before. What an earlier edition was offered is never offered twice."""


class AlreadyGathered(Exception):
    """Somebody else has made this draft, or the slot has one."""


class NoArchive(Exception):
    """The newsletter has no page under which its editions could stand."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one section may announce."""

    section: Section
    pages: list[Page]
    left_over: int


@transaction.atomic
def assemble(newsletter: Newsletter, *, at: datetime, early: bool = False) -> Dispatch | None:
    """Make the draft that is due, or (`early`) the next one before its time.

    None when there is nothing new: no empty edition. The clock moves on and the editors are told,
    unless it was early.
    """
    archive = NewsletterPage.objects.filter(newsletter=newsletter).first()
    if archive is None:
        raise NoArchive(f"{newsletter} has no archive page. Make one under “Newsletters” first.")
    if early and newsletter.dispatches.filter(state=DispatchState.DRAFTED).exists():
        raise AlreadyGathered(f"A draft of {newsletter} is in hand: send or cancel it first.")
    due = newsletter.next_due_at
    slot, following = _slot_and_following(newsletter, at=at, early=early)
    if not Newsletter.objects.advance(newsletter.pk, due=due, to=following):
        raise AlreadyGathered(f"The draft of {newsletter} is being made already.")
    if newsletter.dispatches.filter(slot=slot).exists():
        return None
    harvests = gather(newsletter, at=at)
    if not harvests:
        if early:
            Newsletter.objects.advance(newsletter.pk, due=following, to=due)
        else:
            telling.nothing_new(newsletter, archive, slot=slot, next_due_at=following)
        return None
    edition = _draft(newsletter, archive, harvests)
    dispatch = Dispatch.objects.create(
        newsletter=newsletter,
        slot=slot,
        edition=edition,
        content_cutoff=at,
        gathered=[page.pk for harvest in harvests for page in harvest.pages],
        assembled_at=at,
    )
    telling.draft_is_ready(dispatch, archive)
    return dispatch


def gather(newsletter: Newsletter, *, at: datetime) -> list[Harvest]:
    """What is new since the last edition, by section, the newest first; events soonest first."""
    since, offered = _since(newsletter)
    news = Page.objects.live().public().filter(first_published_at__lte=at)
    if since:
        news = news.filter(first_published_at__gt=since).exclude(pk__in=offered)
    harvests = (_harvest(news, section, at=at) for section in Section)
    return [harvest for harvest in harvests if harvest.pages]


def listable_types() -> list[type[Listable]]:
    """The kinds of page that may be news."""
    return [model for model in apps.get_models() if issubclass(model, Listable)]


def _slot_and_following(
    newsletter: Newsletter, *, at: datetime, early: bool
) -> tuple[str, datetime]:
    schedule, due = newsletter.schedule, newsletter.next_due_at
    if due is None:
        due = newsletter.next_free_slot(after=at).draft_at
    if early and due > at:
        ahead = newsletter.next_free_slot(after=due - timedelta(seconds=1))
        return ahead.name, newsletter.next_free_slot(after=due).draft_at
    slot = latest_slot(schedule, at=at) or next_slot(schedule, after=at)
    return slot.name, newsletter.next_free_slot(after=at).draft_at


def _since(newsletter: Newsletter) -> tuple[datetime | None, list[int]]:
    """From when on pages are news, and those of that time that were offered before.

    A cancelled edition gives back what it held.
    """
    held = newsletter.dispatches.exclude(state=DispatchState.CANCELLED)
    last = held.aggregate(last=models.Max("content_cutoff"))["last"]
    if last is None:
        return None, []
    since = last - OVERLAP
    offers = held.filter(content_cutoff__gt=since).values_list("gathered", flat=True)
    return since, [pk for offer in offers for pk in offer]


def _harvest(news: PageQuerySet, section: Section, *, at: datetime) -> Harvest:
    kinds = [model for model in listable_types() if model.news_section == section]
    types = ContentType.objects.get_for_models(*kinds).values()
    here = news.filter(content_type__in=types).order_by("-first_published_at", "-pk")
    newest = list(here[:LOOKED_AT].specific()) if types else []
    current = [page for page in newest if page.is_current(at)]
    unseen = here.count() - LOOKED_AT if len(newest) == LOOKED_AT else 0
    if section == Section.EVENTS:
        current.sort(key=_when)
    return Harvest(
        section, current[:MOST_A_SECTION], len(current[MOST_A_SECTION:]) + max(0, unseen)
    )


def _when(page: Page) -> tuple[bool, float]:
    """Soonest first; what has no date comes last."""
    starts_at = page.starts_at
    return (starts_at is None, starts_at.timestamp() if starts_at else 0)


def _draft(newsletter: Newsletter, archive: NewsletterPage, harvests: list[Harvest]) -> EditionPage:
    """An edition page that nobody but the editors sees yet."""
    editions = EditionPage.objects.child_of(archive)
    number = (editions.aggregate(last=models.Max("number"))["last"] or 0) + 1
    title = f"{newsletter.name} no. {number}"
    edition = EditionPage(
        title=title,
        slug=find_available_slug(archive, f"no-{number}"),
        number=number,
        subject=title,
        preheader=_preheader(harvests),
        body=[("section", _section(harvest)) for harvest in harvests],
        live=False,
        has_unpublished_changes=True,
    )
    archive.add_child(instance=edition)
    edition.save_revision(log_action=True)
    return edition


def _section(harvest: Harvest) -> dict[str, object]:
    contents: list[tuple[str, dict[str, object]]] = [
        ("item", {"page": page, "title": page.title, "blurb": page.summary})
        for page in harvest.pages
    ]
    if harvest.left_over:
        parent = harvest.pages[0].get_parent()
        label = f"{harvest.left_over} more in {parent.title}"
        contents.append(("button", {"label": label, "page": parent, "url": ""}))
    return {"title": harvest.section.label, "contents": contents}


def _preheader(harvests: list[Harvest]) -> str:
    """Neutral: how much there is, not what."""
    return ", ".join(f"{harvest.section.label}: {len(harvest.pages)}" for harvest in harvests)
