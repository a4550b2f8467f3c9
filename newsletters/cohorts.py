"""Readers who get the same letter: it is made once, however many they are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    CharField,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Concat

from members.enums import LetterFormat
from newsletters.audience import PORTION, Audience, recipients
from newsletters.contents import EditionContent
from newsletters.earlier import Earlier
from newsletters.models import Newsletter, Subscription
from newsletters.narrowing import Interests, Missed, kept_items, narrowed, with_missed
from newsletters.places import around
from taxonomy.models import Area

Key = tuple[frozenset[int], Missed, str]
"""What makes two letters the same: the items kept, those missed, and the form."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """One letter, and the subscriptions of those who get it."""

    content: EditionContent
    is_plain: bool
    subscriptions: list[int]
    shorter: tuple[EditionContent, ...] = ()
    """The same in ever fewer words, should it be too long for a letter."""

    @property
    def recipients(self) -> QuerySet:
        """As the post office asks for them."""
        return recipients(Subscription.objects.live().filter(pk__in=self.subscriptions))


@dataclass(slots=True)
class Cohorts:
    """All letters of an edition; and how many readers it has nothing for."""

    content: EditionContent
    by_key: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    with_nothing: int = 0

    def __len__(self) -> int:
        return len(self.by_key)

    def __iter__(self) -> Iterator[Cohort]:
        for (kept, missed, form), subscriptions in self.by_key.items():
            content, *shorter = with_missed(narrowed(self.content, kept), missed)
            yield Cohort(content, form == LetterFormat.TEXT, subscriptions, tuple(shorter))


def whole(content: EditionContent, readers: Audience) -> Cohorts:
    """Everybody gets all of it: one letter in each form."""
    found, all_of_it = Cohorts(content), frozenset(range(len(content.items)))
    rows = readers.subscriptions.values_list("pk", "member__letter_format")
    for pk, form in rows.iterator(chunk_size=PORTION):
        found.by_key[all_of_it, Missed(), form].append(pk)
    return found


def cohorts(
    content: EditionContent, newsletter: Newsletter, readers: Audience, *, at: datetime
) -> Cohorts:
    """Who gets which items. An edition of words alone goes to everybody."""
    if not content.items:
        return whole(content, readers)
    found, places = Cohorts(content), _Places()
    earlier = Earlier(content, newsletter, at=at)
    kept: dict[Interests, frozenset[int]] = {}
    for row in _wishes(readers, earlier).iterator(chunk_size=PORTION):
        interests = Interests(frozenset(row["topics"] + row["sectors"]), places[row["area"]])
        if interests not in kept:
            kept[interests] = kept_items(content, interests)
        if not kept[interests]:
            found.with_nothing += 1
            continue
        before = Missed()
        if row["is_behind"]:
            before = earlier.missed(row["user"], row["subscribed_at"], interests)
        found.by_key[kept[interests], before, row["form"]].append(row["pk"])
    return found


def _wishes(readers: Audience, earlier: Earlier) -> QuerySet:
    member = Subscription.objects.filter(pk=OuterRef("pk"))
    topics = Concat(Value("topic:"), "member__topics__slug", output_field=CharField())
    sectors = Concat(Value("sector:"), "member__sectors__slug", output_field=CharField())
    return readers.subscriptions.values(
        "pk",
        "subscribed_at",
        user=F("member__user"),
        is_behind=ExpressionWrapper(earlier.is_behind(), BooleanField()),
        form=F("member__letter_format"),
        area=F("member__area"),
        topics=ArraySubquery(member.filter(member__topics__isnull=False).values(it=topics)),
        sectors=ArraySubquery(member.filter(member__sectors__isnull=False).values(it=sectors)),
    )


class _Places(dict[int | None, frozenset[str]]):
    """What lies around each place, looked up once."""

    def __missing__(self, pk: int | None) -> frozenset[str]:
        line = Area.objects.select_related("parent__parent__parent")
        self[pk] = around(line.get(pk=pk) if pk else None)
        return self[pk]
