"""What a draft may announce: found by the newsletter's own rules, the most fitting first.

New is what was published since the last edition looked. What one of the last editions was offered
or carried is not offered again; dates for the diary are, because that is what a diary is for.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from content.models import Listable
from newsletters.blocks import terms_of
from newsletters.enums import DispatchKind, DispatchState, Section, Source
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


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one section may announce."""

    rule: Rule
    finds: list[Find] = field(default_factory=list)
    left_over: int = 0

    @property
    def pages(self) -> list[Page]:
        return [find.page for find in self.finds]


def gather(newsletter: Newsletter, *, at: datetime) -> list[Harvest]:
    """What is new since the last edition, section by section; each page once."""
    seeking = _Seeking(newsletter, at)
    harvests = [seeking.harvest(rule) for rule in rules(newsletter.sections)]
    if not any(it.finds for it in harvests if it.rule.source != Source.DIARY):
        return []
    return [harvest for harvest in harvests if harvest.finds]


def listable_types() -> list[type[Listable]]:
    """The kinds of page that may be news."""
    return [model for model in apps.get_models() if issubclass(model, Listable)]


class _Seeking:
    """One look through the site for one newsletter."""

    def __init__(self, newsletter: Newsletter, at: datetime) -> None:
        self.newsletter, self.at = newsletter, at
        self.taken: set[int] = set()
        self.held = newsletter.dispatches.exclude(state=DispatchState.CANCELLED)

    def harvest(self, rule: Rule) -> Harvest:
        """What this section may announce, without what a section before it has."""
        if rule.source == Source.DIARY:
            return self._diary(rule)
        here = self._of(Section(rule.source.value), self._news)
        newest = list(here.order_by("-first_published_at", "-pk")[:LOOKED_AT].specific())
        current = [page for page in newest if page.is_current(self.at)]
        fetch_terms(current)
        unseen = here.count() - LOOKED_AT if len(newest) == LOOKED_AT else 0
        current.sort(key=_when if rule.source == Source.EVENTS else self._fit)
        chosen = current[: rule.most]
        self.taken |= {page.pk for page in chosen}
        left_over = len(current) - len(chosen) + max(0, unseen)
        return Harvest(rule, [Find(page, self._why(page)) for page in chosen], left_over)

    def _diary(self, rule: Rule) -> Harvest:
        everything = Page.objects.live().public().filter(first_published_at__lte=self.at)
        pages = self._of(Section.EVENTS, everything).order_by("-first_published_at")
        last = self.at + timedelta(days=DIARY_DAYS)
        coming = [
            page
            for page in pages[:LOOKED_AT_FOR_THE_DIARY].specific()
            if page.is_current(self.at) and page.starts_at and self.at < page.starts_at <= last
        ]
        chosen = sorted(coming, key=_when)[: rule.most]
        self.taken |= {page.pk for page in chosen}
        return Harvest(rule, [Find(page, "Takes place within eight weeks.") for page in chosen])

    @cached_property
    def _news(self) -> PageQuerySet:
        news = Page.objects.live().public().filter(first_published_at__lte=self.at)
        looked = self.held.filter(kind=DispatchKind.REGULAR)
        last = looked.aggregate(last=Max("content_cutoff"))["last"]
        if last is None:
            return news
        return news.filter(first_published_at__gt=last - OVERLAP).exclude(pk__in=self._told)

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

    def _of(self, section: Section, pages: PageQuerySet) -> PageQuerySet:
        """Those of the kinds that belong to the section, about what the newsletter is about."""
        kinds = [model for model in listable_types() if model.news_section == section]
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
        return -self._interested(page), -page.first_published_at.timestamp()

    def _why(self, page: Page) -> str:
        day = timezone.localtime(page.first_published_at, self.newsletter.zone)
        words = f"New on {day:%-d %B}."
        _, choosers = self._asked
        if choosers:
            words += f" Asked for by {self._interested(page)} of {choosers} who chose topics."
        return words


def _when(page: Page) -> tuple[bool, float]:
    """Soonest first; what has no date comes last."""
    starts_at = page.starts_at
    return (starts_at is None, starts_at.timestamp() if starts_at else 0)
