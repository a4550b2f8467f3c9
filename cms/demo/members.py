"""Sample members: each with interests of their own, all at addresses that reach nobody.

The same number gives the same people on every machine. Tens of thousands are made in bulk, so
no `member_confirmed` is sent: `Member.objects.confirmed()` says whom to subscribe.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from content.models import SiteIdentity
from members.enums import ConsentAction, Frequency
from members.forms.interests import FAMILY_ROLES
from members.models import ConsentEvent, Member, User
from members.wording import consent_words
from taxonomy.models import Area, AreaKind, Role, Sector, Topic

KNOWN = "member@example.org"
"""The one whom the demonstration signs in as."""

UNCONFIRMED = "unconfirmed@example.org"
"""The one who has not pressed the button, and must get nothing."""

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys that interests are drawn from."""

    sectors: list[int]
    topics: list[int]
    roles: list[int]
    areas: list[int]


def load(count: int) -> None:
    """Have that many confirmed sample members, and one who never confirmed."""
    known = set(User.objects.values_list("email", flat=True))
    wanted = [(number, _address(number)) for number in range(count)]
    missing = [(number, address) for number, address in wanted if address not in known]
    vocabulary = _vocabulary()
    for start in range(0, len(missing), CHUNK):
        _make(missing[start : start + CHUNK], vocabulary, confirmed=True)
    if UNCONFIRMED not in known:
        _make([(count, UNCONFIRMED)], vocabulary, confirmed=False)


def _address(number: int) -> str:
    if number == 0:
        return KNOWN
    return f"sample-member-{number:05}@example.{'org' if number % 3 else 'net'}"


def _vocabulary() -> Vocabulary:
    return Vocabulary(
        sectors=list(Sector.objects.in_use().values_list("pk", flat=True)),
        topics=list(Topic.objects.in_use().values_list("pk", flat=True)),
        roles=list(
            Role.objects.in_use().exclude(slug__in=FAMILY_ROLES).values_list("pk", flat=True)
        ),
        areas=list(
            Area.objects.in_use()
            .filter(kind=AreaKind.AUTHORITY)
            .order_by("slug")
            .values_list("pk", flat=True)
        ),
    )


@transaction.atomic
def _make(people: list[tuple[int, str]], vocabulary: Vocabulary, *, confirmed: bool) -> None:
    users = User.objects.bulk_create(
        User(email=address, password=make_password(None)) for _, address in people
    )
    members, sectors, topics = [], [], []
    for (number, _), user in zip(people, users, strict=True):
        chance = Random(number)  # noqa: S311 - the same interests every time is the point
        member = _member(user, vocabulary, chance, confirmed=confirmed)
        members.append(member)
        sectors.append(_some(vocabulary.sectors, chance, most=3))
        topics.append(_some(vocabulary.topics, chance, most=5))
    Member.objects.bulk_create(members)
    Member.sectors.through.objects.bulk_create(
        Member.sectors.through(member=member, sector_id=pk)
        for member, chosen in zip(members, sectors, strict=True)
        for pk in chosen
    )
    Member.topics.through.objects.bulk_create(
        Member.topics.through(member=member, topic_id=pk)
        for member, chosen in zip(members, topics, strict=True)
        for pk in chosen
    )
    _prove(members)


def _member(user: User, vocabulary: Vocabulary, chance: Random, *, confirmed: bool) -> Member:
    joined_at = timezone.now() - timedelta(
        days=chance.randint(1, 600), minutes=chance.randint(5, 900)
    )
    often = chance.random() < 0.8
    return Member(
        user=user,
        joined_at=joined_at,
        confirmed_at=joined_at + timedelta(minutes=chance.randint(1, 4)) if confirmed else None,
        frequency=Frequency.EVERY if often else Frequency.MONTHLY,
        role_id=_one(vocabulary.roles, chance),
        area_id=_one(vocabulary.areas, chance),
    )


def _some(keys: list[int], chance: Random, *, most: int) -> list[int]:
    """A few, or none: a quarter of the members want everything."""
    if not keys or chance.random() < 0.25:
        return []
    return chance.sample(keys, min(len(keys), chance.randint(1, most)))


def _one(keys: list[int], chance: Random) -> int | None:
    return chance.choice(keys) if keys and chance.random() < 0.8 else None


def _prove(members: list[Member]) -> None:
    """The consent each would have given, at the time they would have given it."""
    words = consent_words(SiteIdentity.of(None))
    ConsentEvent.objects.bulk_create(
        _event(member, action, at, words)
        for member in members
        for action, at in (
            (ConsentAction.REQUESTED, member.joined_at),
            (ConsentAction.CONFIRMED, member.confirmed_at),
        )
        if at is not None
    )


def _event(member: Member, action: ConsentAction, at: datetime, words: str) -> ConsentEvent:
    return ConsentEvent(
        subject=member.user.subject, action=action, wording=words, source="sample", happened_at=at
    )
