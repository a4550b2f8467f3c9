"""What a draft may announce: found by the newsletter's own rules, the most fitting first.

New is what was published since the last edition looked. What one of the last editions was offered
or carried is not offered again, unless an editor has said since what changed on it. Dates for the
diary are, because that is what a diary is for; and so is what is soon no more to be had.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from content.models import Listable, PageChange
from newsletters.blocks import terms_of
from newsletters.cadence import next_slot
from newsletters.changed import Changes, blurb, reason
from newsletters.ending import ending, last_call, last_words
from newsletters.enums import DispatchKind, Section, Source
from newsletters.models import Newsletter
from newsletters.resolving import fetch_terms
from newsletters.rules import Rule, rules

LOOKED_AT = 60
"""How many of a section's newest pages are asked whether they are still current."""
LOOKED_AT_FOR_THE_DIARY = 200
DIARY_DAYS = 56
"""How far ahead a diary looks."""
OVERLAP = timedelta(hours=1)
"""Looked at again, because a page may be committed after the gathering that it was published
before. What an earlier edition was offered is never offered twice."""


@dataclass(frozen=True, slots=True)
class Find:
    """A page worth announcing, and the reason for it in words for editors."""

    page: Page
    why: str
    blurb: str = ""
    """What is said instead of the page's own summary."""
    until: datetime | None = None
    """When there is no more reason to announce it."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one section may announce."""

    rule: Rule
    finds: list[Find] = field(default_factory=list)
    left_over: int = 0

    @property
    def pages(self) -> list[Page]:
        return [find.page for find in self.finds]


def gather(
    newsletter: Newsletter,
    *,
    at: datetime,
    leaves_at: datetime | None = None,
    next_leaves_at: datetime | None = None,
) -> list[Harvest]:
    """What is new or changed since the last edition, section by section; each page once.

    Readers get it at `leaves_at`, and the one after it at `next_leaves_at`.
    """
    leaves_at = max(at, leaves_at or at)
    next_leaves_at = next_leaves_at or next_slot(newsletter.schedule, after=leaves_at).due_at
    seeking = _Seeking(newsletter, at, leaves_at, next_leaves_at)
    harvests = [seeking.harvest(rule) for rule in rules(newsletter.sections)]
    if not any(it.finds for it in harvests if it.rule.source.is_news):
        return []
    return [harvest for harvest in harvests if harvest.finds]


def listable_types() -> list[type[Listable]]:
    """The kinds of page that may be news."""
    return [model for model in apps.get_models() if issubclass(model, Listable)]


class _Seeking:
    """One look through the site for one newsletter."""

    def __init__(
        self, newsletter: Newsletter, at: datetime, leaves_at: datetime, next_leaves_at: datetime
    ) -> None:
        self.newsletter, self.at = newsletter, at
        self.leaves_at, self.next_leaves_at = leaves_at, next_leaves_at
        self.taken: set[int] = set()
        self.held = newsletter.dispatches.held()

    def harvest(self, rule: Rule) -> Harvest:
        """What this section may announce, without what a section before it has."""
        if rule.source == Source.DIARY:
            return self._diary(rule)
        if rule.source == Source.LAST_CHANCE:
            return self._last_chance(rule)
        section = Section(rule.source.value)
        here = self._of([section], self._news)
        newest = list(here.order_by("-first_published_at", "-pk")[:LOOKED_AT].specific())
        unseen = here.count() - LOOKED_AT if len(newest) == LOOKED_AT else 0
        current = [page for page in newest + self._revised(section) if page.is_current(self.at)]
        fetch_terms(current)
        current.sort(key=_when if rule.source == Source.EVENTS else self._fit)
        current.sort(key=lambda page: page.pk not in self._to_put_right)
        chosen = current[: rule.most]
        self.taken |= {page.pk for page in chosen}
        left_over = len(current) - len(chosen) + max(0, unseen)
        return Harvest(rule, [self._find(page) for page in chosen], left_over)

    def _diary(self, rule: Rule) -> Harvest:
        pages = self._of([Section.EVENTS], self._everything).order_by("-first_published_at")
        last = self.at + timedelta(days=DIARY_DAYS)
        coming = [
            page
            for page in pages[:LOOKED_AT_FOR_THE_DIARY].specific()
            if page.is_current(self.at) and page.starts_at and self.at < page.starts_at <= last
        ]
        chosen = sorted(coming, key=_when)[: rule.most]
        self.taken |= {page.pk for page in chosen}
        return Harvest(rule, [Find(page, "Takes place within eight weeks.") for page in chosen])

    def _last_chance(self, rule: Rule) -> Harvest:
        soon = ending(listable_types(), after=self.leaves_at, until=self.next_leaves_at)
        pages = self._of([*Section], self._everything.filter(soon)).order_by("expire_at", "pk")
        going = [it for it in pages[:LOOKED_AT].specific() if it.is_current(self.leaves_at)]
        chosen = sorted(going, key=lambda page: last_call(page, after=self.leaves_at))[: rule.most]
        self.taken |= {page.pk for page in chosen}
        return Harvest(rule, [self._goes(page) for page in chosen])

    def _goes(self, page: Page) -> Find:
        until, end = last_call(page, after=self.leaves_at)
        words = last_words(until, end, zone=self.newsletter.zone)
        return Find(page, words, blurb=f"{words} {page.summary}", until=until)

    @property
    def _everything(self) -> PageQuerySet:
        """What everybody may read now, and still can when the edition reaches its readers."""
        goes_before = Q(expire_at__lte=self.leaves_at)
        public = Page.objects.live().public().exclude(goes_before)
        return public.filter(first_published_at__lte=self.at)

    @cached_property
    def _looked_until(self) -> datetime | None:
        """How far the last edition can be relied on to have looked."""
        looked = self.held.filter(kind=DispatchKind.REGULAR)
        last = looked.aggregate(last=Max("content_cutoff"))["last"]
        return last - OVERLAP if last else None

    @cached_property
    def _news(self) -> PageQuerySet:
        since = self._looked_until
        if since is None:
            return self._everything
        return self._everything.filter(first_published_at__gt=since).exclude(pk__in=self._told)

    @cached_property
    def _changes(self) -> Changes:
        """What was said since of pages that are no news themselves."""
        since = self._looked_until
        if since is None:
            return Changes([])
        recent = self.held.filter(content_cutoff__gte=since)
        told = chain.from_iterable(recent.values_list("gathered_changes", flat=True))
        return Changes.between(since, self.at, told=told)

    @cached_property
    def _to_put_right(self) -> set[int]:
        """What this newsletter announced, and was wrong: it comes first of all."""
        corrected = self._changes.corrected
        return corrected & self.held.announced() if corrected else set()

    def _revised(self, section: Section) -> list[Page]:
        """What readers may have known before, and editors say was changed."""
        if not self._changes.pages:
            return []
        known = Q(first_published_at__lte=self._looked_until) | Q(pk__in=self._told)
        pages = self._everything.filter(known, pk__in=self._changes.pages)
        here = self._of([section], pages).order_by("-last_published_at", "-pk")
        return [page for page in here[:LOOKED_AT].specific() if self._changes.of(page)]

    @cached_property
    def _told(self) -> set[int]:
        """What the last editions were offered, or carry."""
        last = self.held.order_by("-assembled_at")[: self.newsletter.repeats_nothing_of]
        told: set[int] = set()
        for dispatch in last:
            told |= {*dispatch.gathered}
            if frozen := dispatch.frozen:
                told |= {item.page_id for item in frozen.items if item.page_id}
        return told

    def _of(self, sections: list[Section], pages: PageQuerySet) -> PageQuerySet:
        """Those of the kinds that belong to the sections, about what the newsletter is about."""
        kinds = [model for model in listable_types() if model.news_section in sections]
        types = ContentType.objects.get_for_models(*kinds).values() if kinds else ()
        here = pages.filter(content_type__in=types).exclude(pk__in=self.taken)
        about = Q()
        if sectors := list(self.newsletter.sectors.all()):
            about |= Q(sectors__in=sectors)
        if topics := list(self.newsletter.topics.all()):
            about |= Q(topics__in=topics)
        if not about:
            return here
        fitting = Q()
        for model in kinds:
            fitting |= Q(pk__in=model.objects.filter(about).values("pk"))  # type: ignore[attr-defined]
        return here.filter(fitting)

    @cached_property
    def _asked(self) -> tuple[Counter[str], int]:
        """How many readers asked for each topic and sector; and how many for anything."""
        members = self.newsletter.subscriptions.live().reachable()
        asked: Counter[str] = Counter()
        for facet in ("topic", "sector"):
            slugs = members.values_list(f"member__{facet}s__slug", flat=True)
            asked.update(f"{facet}:{slug}" for slug in slugs if slug)
        chose = members.filter(
            Q(member__topics__isnull=False) | Q(member__sectors__isnull=False)
        ).distinct()
        return asked, chose.count()

    def _interested(self, page: Page) -> int:
        """Of those who asked for something, how many at least asked for this."""
        asked, choosers = self._asked
        about = terms_of(page)
        return max((asked[term] for term in about), default=0) if about else choosers

    def _fit(self, page: Page) -> tuple[int, float]:
        """The most asked for first; of equals the newest."""
        change = self._changes.of(page)
        moment = (change and change.made_at) or page.first_published_at
        return -self._interested(page), -moment.timestamp()

    def _find(self, page: Page) -> Find:
        change = self._changes.of(page)
        if change and not self._is_known(page):
            change = None
        return Find(page, self._why(page, change), blurb=blurb(page, change) if change else "")

    def _is_known(self, page: Page) -> bool:
        since = self._looked_until
        return page.pk in self._told or bool(since and page.first_published_at <= since)

    def _why(self, page: Page, change: PageChange | None) -> str:
        day = timezone.localtime(page.first_published_at, self.newsletter.zone)
        words = reason(change) if change else f"New on {day:%-d %B}."
        if page.pk in self._to_put_right:
            words += " An earlier edition announced it."
        _, choosers = self._asked
        if choosers:
            words += f" Asked for by {self._interested(page)} of {choosers} who chose topics."
        return words


def _when(page: Page) -> tuple[bool, float]:
    """Soonest first; what has no date comes last."""
    starts_at = page.starts_at
    return (starts_at is None, starts_at.timestamp() if starts_at else 0)
